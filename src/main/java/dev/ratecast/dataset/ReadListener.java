package dev.ratecast.dataset;

/** Who watches a dataset being read. */
@FunctionalInterface
public interface ReadListener {
    ReadListener NONE = (ratings, bytesRead, bytesTotal) -> {};

    /**
     * Called every megabyte or so.
     *
     * @param bytesTotal 0 where the size is unknown
     */
    void progress(long ratings, long bytesRead, long bytesTotal);
}
