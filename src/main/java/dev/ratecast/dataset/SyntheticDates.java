package dev.ratecast.dataset;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * When customers rate: each joins on a day, more of them every year, and comes back for sessions, most of them soon after
 * joining. Days count from 1999-11-11 to 2005-12-31.
 */
final class SyntheticDates {
    static final LocalDate FIRST_DATE = LocalDate.of(1999, 11, 11);
    static final int DAYS = 1 + (int) FIRST_DATE.until(LocalDate.of(2005, 12, 31), ChronoUnit.DAYS);

    /** Below 1: the later a day, the more customers join on it. */
    private static final double JOINING_EXPONENT = 0.5;
    /** Above 1: sessions crowd after joining. */
    private static final double RETURNING_EXPONENT = 2.5;

    private static final int SESSIONS = 48;
    private static final int ATTEMPTS = 8;

    /** The days of every customer's sessions, {@link #SESSIONS} each; the first is the day of joining. */
    private final short[] sessionDays;

    SyntheticDates(int customers, long seed) {
        sessionDays = new short[customers * SESSIONS];
        for (int customer = 0; customer < customers; customer++) {
            SeededDraws draws = new SeededDraws(seed, 4, customer);
            double joined = DAYS * StrictMath.pow(draws.uniform(), JOINING_EXPONENT);
            for (int session = 0; session < SESSIONS; session++) {
                double share = session == 0 ? 0 : StrictMath.pow(draws.uniform(), RETURNING_EXPONENT);
                sessionDays[customer * SESSIONS + session] = (short) (joined + share * (DAYS - joined));
            }
        }
    }

    /** A day on which this customer rates a movie that came out on {@code firstDay}. */
    int day(int customer, int firstDay, SeededDraws draws) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int day = sessionDays[customer * SESSIONS + draws.below(SESSIONS)];
            if (day >= firstDay) {
                return day;
            }
        }
        int from = Math.max(firstDay, sessionDays[customer * SESSIONS]);
        return from + draws.below(DAYS - from);
    }

    /** A day in a release year, 0 where that year lies before the first day. */
    static int dayIn(int year, SeededDraws draws) {
        int january = (int) FIRST_DATE.until(LocalDate.of(year, 1, 1), ChronoUnit.DAYS);
        return Math.max(0, Math.min(DAYS - 1, january + draws.below(365)));
    }
}
