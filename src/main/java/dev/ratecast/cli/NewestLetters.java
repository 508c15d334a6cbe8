package dev.ratecast.cli;

import dev.ratecast.ingestion.kafka.DeadLetter;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The letters written last, of those that come partition by partition. */
final class NewestLetters {
    private static final Comparator<DeadLetter> BY_TIME = Comparator.<DeadLetter>comparingLong(
                    letter -> letter.kept().timestamp())
            .thenComparingInt(letter -> letter.kept().partition())
            .thenComparingLong(letter -> letter.kept().offset());

    private final PriorityQueue<DeadLetter> letters = new PriorityQueue<>(BY_TIME);
    private final int limit;

    /** @param limit how many are kept, at least 1 */
    NewestLetters(int limit) {
        this.limit = limit;
    }

    void add(DeadLetter letter) {
        letters.add(letter);
        if (letters.size() > limit) {
            letters.remove();
        }
    }

    /** The letters that were kept, the newest last. */
    List<DeadLetter> inOrder() {
        return letters.stream().sorted(BY_TIME).toList();
    }
}
