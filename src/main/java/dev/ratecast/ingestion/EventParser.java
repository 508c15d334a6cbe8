package dev.ratecast.ingestion;

/** Reads records of the ratings topic as events. */
@FunctionalInterface
public interface EventParser {
    /** Reads one record. What is wrong with it is a verdict and no exception. */
    Verdict parse(ReceivedRecord record);
}
