package dev.ratecast.evaluation;

/** The places of the highest scores. */
final class Places {
    private Places() {}

    /**
     * The places of up to {@code limit} highest scores, the highest first; of equal ones, the smaller id first. A score of
     * negative infinity is never among them. One pass over the scores with a short sorted list.
     */
    static int[] best(double[] scores, long[] ids, int limit) {
        int[] best = new int[Math.min(limit, scores.length)];
        int found = 0;
        for (int place = 0; place < scores.length; place++) {
            if (scores[place] == Double.NEGATIVE_INFINITY
                    || (found == best.length && !before(place, best[found - 1], scores, ids))) {
                continue;
            }
            int at = found < best.length ? found++ : found - 1;
            while (at > 0 && before(place, best[at - 1], scores, ids)) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = place;
        }
        return java.util.Arrays.copyOf(best, found);
    }

    private static boolean before(int a, int b, double[] scores, long[] ids) {
        return scores[a] != scores[b] ? scores[a] > scores[b] : ids[a] < ids[b];
    }
}
