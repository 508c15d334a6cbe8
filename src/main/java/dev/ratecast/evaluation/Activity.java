package dev.ratecast.evaluation;

/** How many ratings of a customer or movie were known, in buckets. */
public enum Activity {
    NONE("0", 0),
    ONE_TO_4("1-4", 1),
    FROM_5_TO_19("5-19", 5),
    FROM_20_TO_99("20-99", 20),
    FROM_100("100+", 100);

    private final String label;
    private final int least;

    Activity(String label, int least) {
        this.label = label;
        this.least = least;
    }

    /** The bucket of a count. */
    static Activity of(int count) {
        Activity found = NONE;
        for (Activity bucket : values()) {
            if (count >= bucket.least) {
                found = bucket;
            }
        }
        return found;
    }

    /** What reports call it, such as {@code 5-19}. */
    public String label() {
        return label;
    }
}
