package dev.ratecast.ingestion;

/**
 * A record that replays a dead letter.
 *
 * @param partition where the record itself is, in the topic that is read
 * @param offset its offset there
 */
public record Replay(DeadLetterId letter, int partition, long offset) {}
