package dev.ratecast.ingestion;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a dead letter: where the record was that was refused. A replay names it in a header, so that it has its
 * effect once.
 *
 * @param topic the topic that the record came from
 */
public record DeadLetterId(String topic, int partition, long offset) implements Comparable<DeadLetterId> {
    /** The header of a replayed event; its value is {@code topic/partition/offset} of the letter. */
    public static final String REPLAY_HEADER = "ratecast-replay-of";

    private static final Pattern FORM = Pattern.compile("([a-zA-Z0-9._-]{1,249})/([0-9]{1,9})/([0-9]{1,18})");
    private static final int LONGEST = 280;
    private static final Comparator<DeadLetterId> ORDER = Comparator.comparing(DeadLetterId::topic)
            .thenComparingInt(DeadLetterId::partition)
            .thenComparingLong(DeadLetterId::offset);

    /** Reads a replay header's value; null where it names no dead letter. */
    public static @Nullable DeadLetterId read(byte @Nullable [] header) {
        if (header == null || header.length > LONGEST) {
            return null;
        }
        Matcher parts = FORM.matcher(new String(header, StandardCharsets.ISO_8859_1));
        return parts.matches()
                ? new DeadLetterId(parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)))
                : null;
    }

    /** The replay header's value. */
    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }

    @Override
    public int compareTo(DeadLetterId other) {
        return ORDER.compare(this, other);
    }
}
