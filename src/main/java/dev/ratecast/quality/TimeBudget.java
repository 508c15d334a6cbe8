package dev.ratecast.quality;

/**
 * A share of the time that passes, saved up for a little while. Whoever spends more than there is waits until the debt
 * is paid. Owned by one thread; times are nanoseconds of any one clock.
 */
final class TimeBudget {
    /** The most that is saved up: what a second brings. */
    private static final double LARGEST_SAVING_NANOS = 1e9;

    private final double share;
    private double credit;
    private long lastLook;

    /** @param share of the time that passes, above 0 */
    TimeBudget(double share, long now) {
        this.share = share;
        this.credit = share * LARGEST_SAVING_NANOS;
        this.lastLook = now;
    }

    /** Whether something may be spent now. */
    boolean isOpen(long now) {
        credit = Math.min(share * LARGEST_SAVING_NANOS, credit + share * (now - lastLook));
        lastLook = now;
        return credit > 0;
    }

    /** Takes off what was spent. */
    void spend(long nanos) {
        credit -= nanos;
    }
}
