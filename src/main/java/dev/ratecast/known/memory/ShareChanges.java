package dev.ratecast.known.memory;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.RaterMeans;

/** What a change of one rating does to the {@link RaterShares} of all movies that its customer rates. Writer only. */
final class ShareChanges {
    private final Codes codes;
    private final RaterShares shares;

    ShareChanges(Codes codes, RaterShares shares) {
        this.codes = codes;
        this.shares = shares;
    }

    /** A customer's rating of a movie is about to change; either code may be {@link Codes#NONE}. */
    void rating(CustomerRow row, int movie, int before, int after) {
        if (before == after) {
            return;
        }
        Tally old = tally(row);
        RaterMeans gone = share(old);
        RaterMeans come = share(old.minus(tallyOf(before)).plus(tallyOf(after)));
        RaterMeans change = come.minus(gone);
        for (int place = 0, length = row.length(); place < length; place++) {
            int other = row.movie(place);
            if (other != movie && row.code(place) != Codes.NONE) {
                shares.add(other, change.sumShares(), change.weights());
            }
        }
        RaterMeans own =
                (after == Codes.NONE ? RaterMeans.NONE : come).minus(before == Codes.NONE ? RaterMeans.NONE : gone);
        shares.add(movie, own.sumShares(), own.weights());
    }

    /** All of a customer's ratings are about to go. */
    void erasure(CustomerRow row) {
        RaterMeans gone = share(tally(row));
        for (int place = 0, length = row.length(); place < length; place++) {
            if (row.code(place) != Codes.NONE) {
                shares.add(row.movie(place), -gone.sumShares(), -gone.weights());
            }
        }
    }

    /** Adds a customer's share to its movies' sums. */
    void load(CustomerRow row, RaterShares.Sums sums) {
        RaterMeans share = share(tally(row));
        for (int place = 0, length = row.length(); place < length; place++) {
            if (row.code(place) != Codes.NONE) {
                sums.add(row.movie(place), share.sumShares(), share.weights());
            }
        }
    }

    private Tally tally(CustomerRow row) {
        int ratings = 0;
        long codeSum = 0;
        for (int place = 0, length = row.length(); place < length; place++) {
            int code = row.code(place);
            ratings += code == Codes.NONE ? 0 : 1;
            codeSum += code;
        }
        return codes.tally(ratings, codeSum);
    }

    private Tally tallyOf(int code) {
        return code == Codes.NONE ? Tally.ZERO : Tally.of(codes.units(code));
    }

    private static RaterMeans share(Tally ratings) {
        return RaterMeans.of(ratings.count(), ratings.sum());
    }
}
