package dev.ratecast.known.memory;

/** How long an array becomes that has to grow: an eighth longer, so that little is allocated and never used. */
final class Growth {
    private Growth() {}

    static int after(int length) {
        return length + (length >> 3) + 4;
    }

    /** Room for {@code needed}, and the usual slack where an array of {@code length} is too short. */
    static int atLeast(int needed, int length) {
        return Math.max(needed, after(length));
    }
}
