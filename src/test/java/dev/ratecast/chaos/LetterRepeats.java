package dev.ratecast.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Dead letters that were written again. A disturbance excuses that once for each letter, and only where the letter was in
 * hand: written before the disturbance was over, of a record that was not consumed when it began.
 *
 * @param repeats how often a letter was written again
 * @param unexcused those that no disturbance excuses
 */
record LetterRepeats(int repeats, int unexcused) {
    /** Until the processes have their connections back, what is in hand may still fail. */
    private static final Duration AFTERMATH = Duration.ofSeconds(2);

    /** A letter as it was written at some time, and the record of the ratings topic that it is about. */
    record Letter(int partition, long offset, Instant writtenAt) {}

    private record Source(int partition, long offset) {}

    static LetterRepeats of(List<Letter> letters, List<Disturbances.Done> done) {
        Map<Source, List<Instant>> copies = new HashMap<>();
        letters.stream().sorted(Comparator.comparing(Letter::writtenAt)).forEach(letter -> copies.computeIfAbsent(
                        new Source(letter.partition(), letter.offset()), source -> new ArrayList<>())
                .add(letter.writtenAt()));
        int unexcused = 0;
        for (Map.Entry<Source, List<Instant>> copy : copies.entrySet()) {
            unexcused += unexcused(copy.getKey(), copy.getValue(), done);
        }
        return new LetterRepeats(letters.size() - copies.size(), unexcused);
    }

    private static int unexcused(Source source, List<Instant> writtenAt, List<Disturbances.Done> done) {
        List<Disturbances.Done> excuses = new ArrayList<>(done);
        excuses.removeIf(one -> one.consumed().getOrDefault(source.partition(), 0L) > source.offset());
        int unexcused = 0;
        for (int copy = 1; copy < writtenAt.size(); copy++) {
            Instant before = writtenAt.get(copy - 1);
            Instant again = writtenAt.get(copy);
            Disturbances.Done excuse = excuses.stream()
                    .filter(one -> one.begun().isBefore(again)
                            && one.ended().plus(AFTERMATH).isAfter(before))
                    .findFirst()
                    .orElse(null);
            if (excuse == null) {
                unexcused++;
            } else {
                excuses.remove(excuse);
            }
        }
        return unexcused;
    }
}
