package dev.ratecast.known.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.RandomEvents;
import dev.ratecast.known.Wanted;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixSnapshotTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final NeighborRule RULE = NeighborRule.byDefault(SCALE);
    private static final byte[] HEADER = "offsets".getBytes(StandardCharsets.UTF_8);

    private final RatingArrays arrays = new RatingArrays(SCALE, Eras.DEFAULT, RULE);
    private final MemoryKnownRatings known = new MemoryKnownRatings(arrays);
    private final RandomEvents events = new RandomEvents(8, 60, 25);

    @Test
    void what_is_read_answers_and_goes_on_like_what_was_written() throws IOException {
        events.next(3_000).forEach(known::apply);
        withTimeOfDay();

        MatrixSnapshot.Content content = read(written());

        assertThat(content.header()).isEqualTo(HEADER);
        MemoryKnownRatings again = new MemoryKnownRatings(content.arrays());
        assertThat(again.facts(events.questions(), everything(3)))
                .isEqualTo(known.facts(events.questions(), everything(3)));
        for (RatingEvent event : events.next(2_000)) {
            assertThat(again.apply(event)).isEqualTo(known.apply(event));
        }
        assertThat(again.facts(events.questions(), everything(3)))
                .isEqualTo(known.facts(events.questions(), everything(3)));
    }

    @Test
    void nothing_known_is_written_and_read_too() throws IOException {
        assertThat(read(written()).arrays().customerCount()).isZero();
    }

    @Test
    void a_changed_byte_anywhere_is_found() throws IOException {
        events.next(200).forEach(known::apply);
        byte[] good = written();
        for (int place = 0; place < good.length; place += 7) {
            byte[] bad = good.clone();
            bad[place] ^= 0x10;
            assertThatThrownBy(() -> read(bad)).as("byte %d", place).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_file_that_ends_too_early_is_found() throws IOException {
        events.next(200).forEach(known::apply);
        byte[] good = written();

        assertThatThrownBy(() -> read(Arrays.copyOf(good, good.length - 1))).isInstanceOf(SnapshotException.class);
        assertThatThrownBy(() -> read(Arrays.copyOf(good, 30))).isInstanceOf(SnapshotException.class);
    }

    @Test
    void another_scale_is_refused() throws IOException {
        RatingScale other = RatingScale.parse("0..10");

        assertThatThrownBy(() -> MatrixSnapshot.read(
                        Channels.newChannel(new ByteArrayInputStream(written())), other, Eras.DEFAULT, RULE))
                .hasMessageContaining("scale 1..5")
                .hasMessageContaining("instead of scale 0..10");
    }

    @Test
    void what_is_loaded_in_bulk_is_what_events_would_have_made() {
        RatingArrays loaded = new RatingArrays(SCALE, Eras.DEFAULT, RULE);
        MatrixLoader loader = new MatrixLoader(loaded);
        List<RatingEvent> rated = events.next(2_000).stream()
                .filter(event -> event instanceof RatingEvent.OnMovie)
                .toList();
        for (RatingEvent event : rated) {
            RatingEvent.OnMovie onMovie = (RatingEvent.OnMovie) event;
            known.apply(event);
            loader.movie(onMovie.movie());
            loader.rating(
                    event.customer().value(),
                    onMovie.movie().movie().value(),
                    onMovie.state().units(),
                    onMovie.ratedAt());
        }
        loader.finish();

        MemoryKnownRatings again = new MemoryKnownRatings(loaded);
        assertThat(again.facts(events.questions(), everything(3)))
                .isEqualTo(known.facts(events.questions(), everything(3)));
    }

    private void withTimeOfDay() {
        MovieFacts movie = MovieFacts.named(new MovieId(77), null, null);
        RatingEvent event = new RatingEvent.Rated(events.questions().get(0).customer(), movie, 3, 1_100_000_001);
        known.apply(event);
    }

    private byte[] written() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MatrixSnapshot.write(arrays, HEADER, Channels.newChannel(bytes));
        return bytes.toByteArray();
    }

    private static MatrixSnapshot.Content read(byte[] bytes) throws IOException {
        return MatrixSnapshot.read(Channels.newChannel(new ByteArrayInputStream(bytes)), SCALE, Eras.DEFAULT, RULE);
    }

    private static Wanted everything(int nearest) {
        return new Wanted(nearest, (movie, ratings) -> true);
    }
}
