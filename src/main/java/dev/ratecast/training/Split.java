package dev.ratecast.training;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Which ratings are learned from, which validate and which test: the past first, unless they come in files. */
public sealed interface Split {
    /**
     * Cuts rows in time order.
     *
     * @throws UnusableSplitException where that leaves a part empty
     */
    Parts cut(RatingLog log, int[] timeOrder);

    /** Whether the weights are fitted anew on everything up to the test once the epochs are found. */
    boolean refit();

    /**
     * By inclusive dates, UTC.
     *
     * @param testUntil null where everything later tests
     */
    record ByDate(LocalDate learnUntil, LocalDate validateUntil, @Nullable LocalDate testUntil, boolean refit)
            implements Split {
        public ByDate {
            if (!learnUntil.isBefore(validateUntil) || (testUntil != null && !validateUntil.isBefore(testUntil))) {
                throw new UnusableSplitException("cut dates must ascend: learn until " + learnUntil
                        + ", validate until " + validateUntil + (testUntil == null ? "" : ", test until " + testUntil));
            }
        }

        @Override
        public Parts cut(RatingLog log, int[] timeOrder) {
            int learn = rowsBefore(log, timeOrder, endOf(learnUntil));
            int validate = rowsBefore(log, timeOrder, endOf(validateUntil));
            int test = testUntil == null ? timeOrder.length : rowsBefore(log, timeOrder, endOf(testUntil));
            require(learn > 0, "no rating is dated up to " + learnUntil + ": nothing to learn from");
            require(
                    validate > learn,
                    "no rating is dated after " + learnUntil + " and up to " + validateUntil
                            + ": nothing to validate on");
            require(
                    testUntil == null || test > validate,
                    "no rating is dated after " + validateUntil + " and up to " + testUntil + ": nothing to test on");
            return new Parts(learn, validate, test);
        }

        /** Whether no part is empty and no rating is left over. */
        private boolean fits(RatingLog log, int[] timeOrder) {
            int learn = rowsBefore(log, timeOrder, endOf(learnUntil));
            int validate = rowsBefore(log, timeOrder, endOf(validateUntil));
            int test = testUntil == null ? timeOrder.length : rowsBefore(log, timeOrder, endOf(testUntil));
            return learn > 0 && validate > learn && test > validate && test == timeOrder.length;
        }
    }

    /** By shares of the rows in time order; what remains tests. */
    record ByFraction(double learn, double validate, boolean refit) implements Split {
        public ByFraction {
            if (!(learn > 0 && validate > 0 && learn + validate <= 1 + 1e-9)) {
                throw new UnusableSplitException("the shares must be positive and at most 1 together: learn " + learn
                        + ", validate " + validate);
            }
        }

        @Override
        public Parts cut(RatingLog log, int[] timeOrder) {
            int rows = timeOrder.length;
            int learned = (int) Math.round(rows * learn);
            int validated = (int) Math.min(rows, Math.round(rows * (learn + validate)));
            require(
                    learned > 0 && validated > learned,
                    rows + " ratings are too few for the shares " + learn + " and " + validate);
            return new Parts(learned, validated, rows);
        }
    }

    /** The last fifth by time validates; then everything is fitted, where weights are. */
    record LastFifth(boolean refit) implements Split {
        @Override
        public Parts cut(RatingLog log, int[] timeOrder) {
            int rows = timeOrder.length;
            int learned = rows - rows / 5;
            require(learned < rows, rows + " ratings are too few to train on: a fifth of them is none");
            return new Parts(learned, rows, rows);
        }
    }

    /**
     * The split where none is asked for: where the ratings span 2003 to 2005 and no other later year, by these years. Else the last
     * fifth validates, or, where a part has to test, the last fifth tests and that before it validates.
     */
    record ByDefault(boolean tested, boolean refit) implements Split {
        @Override
        public Parts cut(RatingLog log, int[] timeOrder) {
            return fitting(log, timeOrder).cut(log, timeOrder);
        }

        private Split fitting(RatingLog log, int[] timeOrder) {
            ByDate years = new ByDate(
                    LocalDate.of(2003, 12, 31), LocalDate.of(2004, 12, 31), LocalDate.of(2005, 12, 31), refit);
            if (years.fits(log, timeOrder)) {
                return years;
            }
            return tested ? new ByFraction(0.6, 0.2, refit) : new LastFifth(refit);
        }
    }

    /**
     * Ratings that come in two files. Time does not tell what is learned from apart, so that a part of it validates, in
     * whatever order it comes.
     *
     * @param learned so many rows are of the file to learn from, and come first; the others test
     */
    record ByFiles(int learned, boolean refit) implements Split {
        private static final double LEARNED_FROM = 0.85;

        @Override
        public Parts cut(RatingLog log, int[] order) {
            int learnEnd = (int) Math.round(learned * LEARNED_FROM);
            require(
                    learnEnd > 0 && learned > learnEnd,
                    learned + " ratings are too few to learn from and to validate on");
            return new Parts(learnEnd, learned, order.length);
        }
    }

    /** Another split's ratings to learn from and to validate on; nothing later is looked at, nothing refitted. */
    record WithoutTest(Split split) implements Split {
        @Override
        public Parts cut(RatingLog log, int[] timeOrder) {
            Parts parts = split.cut(log, timeOrder);
            return new Parts(parts.learnEnd(), parts.validateEnd(), parts.validateEnd());
        }

        @Override
        public boolean refit() {
            return false;
        }
    }

    /**
     * Where the parts end among the rows in time order, each end not included.
     *
     * @param testEnd later rows are not used at all
     */
    record Parts(int learnEnd, int validateEnd, int testEnd) {}

    private static void require(boolean usable, String message) {
        if (!usable) {
            throw new UnusableSplitException(message);
        }
    }

    /** The first second after a day, UTC. */
    private static long endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }

    private static int rowsBefore(RatingLog log, int[] timeOrder, long time) {
        int low = 0;
        int high = timeOrder.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (log.replayedAt(timeOrder[middle]) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
