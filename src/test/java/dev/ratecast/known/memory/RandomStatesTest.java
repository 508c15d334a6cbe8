package dev.ratecast.known.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.ObviousKnownRatings;
import dev.ratecast.known.Question;
import dev.ratecast.known.RandomEvents;
import dev.ratecast.known.Wanted;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever way of counting is taken, on whatever state, the answer is that of the definition. */
class RandomStatesTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    /** Every question by several threads, block by block. */
    private static final MatrixSettings.Sharing SHARED = new MatrixSettings.Sharing(0, 1);

    private static final DensePolicy ALL_DENSE = new DensePolicy(1e9, 1, 64);
    private static final DensePolicy POPULAR_DENSE = new DensePolicy(4, 3, 64);
    private static final DensePolicy NONE_DENSE = new DensePolicy(1e-9, 1, 64);

    /** Thousands of states: after every few events, a few questions; the same customers again and again. */
    @ParameterizedTest
    @CsvSource({
        "11, 40, 12, 80, 0.5",
        "12, 12, 40, 80, 0.5",
        "13, 90, 20, 60, 0.5",
        "14, 30, 30, 80, 1.25",
        "15, 30, 30, 80, 0",
        "16, 3, 3, 200, 0.5",
        "17, 25, 10, 80, 3"
    })
    void every_state_on_the_way_answers_as_defined(long seed, int customers, int movies, int rounds, String gap) {
        for (DensePolicy dense : List.of(ALL_DENSE, POPULAR_DENSE, NONE_DENSE)) {
            RatingArrays arrays = arrays(gap, 64, 1 << 16, dense);
            MemoryKnownRatings known = new MemoryKnownRatings(arrays);
            ObviousKnownRatings obvious = new ObviousKnownRatings(SCALE, Eras.DEFAULT, new BigDecimal(gap));
            RandomEvents events = new RandomEvents(seed, customers, movies);
            Random random = new Random(seed);
            List<Question> all = events.questions();
            for (int round = 0; round < rounds; round++) {
                for (RatingEvent event : events.next(round % 10 == 0 ? 60 : 1 + random.nextInt(4))) {
                    known.apply(event);
                    obvious.apply(event);
                }
                List<Question> some = IntStream.range(0, 3)
                        .mapToObj(i -> all.get(random.nextInt(Math.min(all.size(), 4 * movies))))
                        .toList();
                assertThat(known.facts(some, everything(round % 4)))
                        .isEqualTo(obvious.facts(some, everything(round % 4)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1..5, 1", "0.5..5/0.5, 2", "0..10, 3", "0..100, 4", "0..100/0.5, 5", "-2..2, 6", "0..127/0.5, 7"})
    void every_scale_answers_as_defined(String text, long seed) {
        RatingScale scale = RatingScale.parse(text);
        int steps = scale.steps();
        int min = (int) scale.exactUnits(scale.min());
        int step = (int) scale.exactUnits(scale.step());
        for (DensePolicy dense : List.of(ALL_DENSE, NONE_DENSE)) {
            RatingArrays arrays = new RatingArrays(
                    scale,
                    Eras.DEFAULT,
                    NeighborRule.byDefault(scale),
                    new MatrixSettings(256, 1 << 12, 1 << 16, dense, MatrixSettings.Sharing.DEFAULT));
            MemoryKnownRatings known = new MemoryKnownRatings(arrays);
            ObviousKnownRatings obvious = new ObviousKnownRatings(scale, Eras.DEFAULT, scale.defaultNeighborGap());
            RandomEvents events = new RandomEvents(seed, 14, 12);
            Random random = new Random(seed);
            for (int i = 0; i < 400; i++) {
                RatingEvent event = events.next(1).get(0);
                if (event instanceof RatingEvent.Rated rated) {
                    int units = min + step * random.nextInt(steps + 1);
                    event = new RatingEvent.Rated(rated.customer(), rated.movie(), units, rated.ratedAt());
                }
                known.apply(event);
                obvious.apply(event);
            }
            assertThat(known.facts(events.questions(), everything(4)))
                    .isEqualTo(obvious.facts(events.questions(), everything(4)));
            assertThat(known.facts(events.questions(), everything(0)))
                    .isEqualTo(obvious.facts(events.questions(), everything(0)));
        }
    }

    /** More customers than a block of bit slices and than the planes had at first, and movies that become popular. */
    @Test
    void growing_populations_answer_as_scanned() {
        for (DensePolicy dense : List.of(ALL_DENSE, new DensePolicy(2, 8, 64), NONE_DENSE)) {
            RatingArrays arrays = arrays("0.5", 1 << 12, 1 << 22, dense);
            MemoryKnownRatings known = new MemoryKnownRatings(arrays);
            RandomEvents events = new RandomEvents(5, 70_000, 40);
            for (int round : new int[] {0, 1, 2}) {
                events.next(20_000).forEach(known::apply);
                NeighborScanOracle scan = new NeighborScanOracle(arrays);
                List<Question> asked = new RandomEvents(round, 300, 40)
                        .questions().stream()
                                .filter(question -> question.hashCode() % 1_500 == round)
                                .toList();
                for (KnownFacts facts : known.facts(asked, Wanted.NO_LISTS)) {
                    assertThat(facts.neighborhood().ratings()).isEqualTo(scan.of(facts.question()));
                }
            }
        }
    }

    @Test
    void questions_about_one_customer_are_answered_as_each_alone() {
        for (DensePolicy dense : List.of(ALL_DENSE, POPULAR_DENSE, NONE_DENSE)) {
            MemoryKnownRatings known = new MemoryKnownRatings(arrays("0.5", 64, 1 << 20, dense));
            RandomEvents events = new RandomEvents(21, 25, 15);
            for (int round = 0; round < 20; round++) {
                events.next(30).forEach(known::apply);
                for (Question question : events.questions()) {
                    List<Question> all = events.questions().stream()
                            .filter(other -> other.customer().equals(question.customer()))
                            .toList();
                    assertThat(known.facts(all, everything(0)).get(all.indexOf(question)))
                            .isEqualTo(known.facts(List.of(question), everything(0))
                                    .get(0));
                }
            }
        }
    }

    /** More ratings than a packed counter holds. */
    @Test
    void questions_about_the_heaviest_customer_are_answered_as_each_alone() {
        RatingScale fine = RatingScale.parse("0..100/0.5");
        int step = (int) fine.exactUnits(fine.step());
        RatingArrays arrays = new RatingArrays(
                fine,
                Eras.DEFAULT,
                NeighborRule.byDefault(fine),
                new MatrixSettings(64, 1 << 14, 1 << 20, NONE_DENSE, MatrixSettings.Sharing.DEFAULT));
        MemoryKnownRatings known = new MemoryKnownRatings(arrays);
        int own = arrays.packed.mostCommon() + 1;
        for (int movie = 0; movie < own; movie++) {
            known.apply(rated(0, movie, step * (movie % 100)));
        }
        // Ever further away, so that some are neighbors and some are not.
        for (int customer = 1; customer < 40; customer++) {
            for (int movie = customer; movie < own + 3; movie += 97) {
                known.apply(rated(customer, movie, step * (movie % 100 + customer)));
            }
            known.apply(rated(customer, own + customer % 3, step * customer));
        }
        // So often that it pays to compare the customer with everyone first.
        List<Question> questions = IntStream.range(0, 120)
                .mapToObj(i -> new Question(new CustomerId(0), new MovieId(own + i % 3)))
                .toList();
        List<KnownFacts> each = questions.stream()
                .map(question -> known.facts(List.of(question), Wanted.NO_LISTS).get(0))
                .toList();

        assertThat(known.facts(questions, Wanted.NO_LISTS)).isEqualTo(each);
        assertThat(each)
                .extracting(facts -> facts.neighborhood().ratings().count())
                .allMatch(count -> count > 0 && count < 13);
    }

    private static RatingEvent rated(int customer, int movie, int units) {
        MovieFacts facts = MovieFacts.named(new MovieId(movie), null, null);
        return new RatingEvent.Rated(new CustomerId(customer), facts, units, 86_400);
    }

    @Test
    void counts_of_a_customer_are_kept_and_move_with_the_stream() {
        RatingArrays arrays = arrays("0.5", 1 << 10, 1 << 20, ALL_DENSE);
        MemoryKnownRatings known = new MemoryKnownRatings(arrays);
        RandomEvents events = new RandomEvents(3, 30, 20);
        events.next(500).forEach(known::apply);
        List<Question> questions = events.questions();

        known.facts(questions, Wanted.NO_LISTS);

        assertThat(IntStream.range(0, 30).filter(c -> arrays.cache.has(c, 30)).count())
                .isGreaterThan(10);
    }

    private static RatingArrays arrays(String gap, int log, long cacheBytes, DensePolicy dense) {
        return new RatingArrays(
                SCALE,
                Eras.DEFAULT,
                NeighborRule.of(SCALE, new BigDecimal(gap)),
                new MatrixSettings(log, log << 3, cacheBytes, dense, SHARED));
    }

    private static Wanted everything(int nearest) {
        return new Wanted(nearest, (movie, ratings) -> true);
    }
}
