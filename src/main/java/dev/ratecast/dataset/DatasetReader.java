package dev.ratecast.dataset;

/** Reads one format. */
interface DatasetReader {
    /**
     * Reads the ratings of these files and what is known about their movies.
     *
     * @throws BrokenDatasetException where a file as a whole cannot be read
     */
    void read(DatasetSource source, RatingRules rules, DatasetSink sink);
}
