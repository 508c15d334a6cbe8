package dev.ratecast.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.chaos.LetterRepeats.Letter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LetterRepeatsTest {
    /** From second 100 to 103; record 50 of partition 0 was the next one then. */
    private static final Disturbances.Done KILL = done(100, 103);

    @Test
    void letters_that_are_there_once_are_no_repeats() {
        assertThat(LetterRepeats.of(List.of(new Letter(0, 50, at(99)), new Letter(1, 50, at(104))), List.of(KILL)))
                .isEqualTo(new LetterRepeats(0, 0));
    }

    @Test
    void a_letter_in_hand_may_be_written_again_long_afterwards() {
        assertThat(repeats(List.of(KILL), 50, 99, 112)).isEqualTo(new LetterRepeats(1, 0));
        assertThat(repeats(List.of(KILL), 50, 104, 112)).isEqualTo(new LetterRepeats(1, 0));
    }

    @Test
    void a_letter_of_a_record_that_was_consumed_may_not() {
        assertThat(repeats(List.of(KILL), 49, 99, 112)).isEqualTo(new LetterRepeats(1, 1));
    }

    @Test
    void a_letter_that_was_written_when_all_was_over_may_not() {
        assertThat(repeats(List.of(KILL), 50, 106, 112)).isEqualTo(new LetterRepeats(1, 1));
    }

    @Test
    void a_letter_that_was_there_twice_before_anything_happened_may_not() {
        assertThat(repeats(List.of(KILL), 50, 98, 99)).isEqualTo(new LetterRepeats(1, 1));
        assertThat(repeats(List.of(), 50, 98, 99)).isEqualTo(new LetterRepeats(1, 1));
    }

    @Test
    void each_disturbance_excuses_a_letter_once() {
        assertThat(repeats(List.of(KILL), 50, 99, 104, 105)).isEqualTo(new LetterRepeats(2, 1));
        assertThat(repeats(List.of(KILL, done(104, 105)), 50, 99, 104, 106)).isEqualTo(new LetterRepeats(2, 0));
    }

    private static LetterRepeats repeats(List<Disturbances.Done> done, long offset, long... seconds) {
        List<Letter> letters = new ArrayList<>();
        for (long second : seconds) {
            letters.add(new Letter(0, offset, at(second)));
        }
        return LetterRepeats.of(letters, done);
    }

    private static Disturbances.Done done(long begun, long ended) {
        return new Disturbances.Done(Disturbances.Kind.KILL, at(begun), at(ended), Map.of(0, 50L));
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
