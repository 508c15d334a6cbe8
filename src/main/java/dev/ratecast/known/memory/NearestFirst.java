package dev.ratecast.known.memory;

import dev.ratecast.known.Neighbor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the nearest of many neighbors: by mean gap, then more common movies, then customer id. */
final class NearestFirst {
    private static final Comparator<Neighbor> ORDER = ((Comparator<Neighbor>) NearestFirst::byMeanGap)
            .thenComparing(Comparator.comparingInt(Neighbor::commonMovies).reversed())
            .thenComparing(Neighbor::customer);

    private final int most;
    /** The farthest of those kept comes first. */
    private final PriorityQueue<Neighbor> kept = new PriorityQueue<>(ORDER.reversed());

    NearestFirst(int most) {
        this.most = most;
    }

    /** Whether a neighbor with these counts would be kept, ids aside. */
    boolean wants(int commonMovies, long gapSum) {
        Neighbor farthest = kept.peek();
        if (farthest == null || kept.size() < most) {
            return most > 0;
        }
        long difference = gapSum * farthest.commonMovies() - farthest.gapSum() * commonMovies;
        return difference < 0 || (difference == 0 && commonMovies >= farthest.commonMovies());
    }

    void add(Neighbor neighbor) {
        kept.add(neighbor);
        if (kept.size() > most) {
            kept.remove();
        }
    }

    List<Neighbor> sorted() {
        List<Neighbor> sorted = new ArrayList<>(kept);
        sorted.sort(ORDER);
        return List.copyOf(sorted);
    }

    private static int byMeanGap(Neighbor a, Neighbor b) {
        return Long.compare(a.gapSum() * b.commonMovies(), b.gapSum() * a.commonMovies());
    }
}
