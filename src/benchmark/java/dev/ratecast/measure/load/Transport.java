package dev.ratecast.measure.load;

/** How requests go out and replies come back. Owned by one thread. */
interface Transport extends AutoCloseable {
    /** Who takes replies. */
    @FunctionalInterface
    interface Replies {
        /**
         * A reply.
         *
         * @param number the request's
         * @param served whether it is a prediction rather than an error
         */
        void arrived(int number, boolean served, byte[] body);
    }

    /** Sends a request, or lets it wait in line; never blocks for long. */
    void send(int number, byte[] body);

    /** Hands over what has arrived; waits for something to arrive at most about this long. */
    void poll(long maxNanos, Replies replies);

    @Override
    void close();
}
