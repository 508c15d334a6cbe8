package dev.ratecast.known.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The movies that a customer has rated, as everyone else is compared along them: their rows as they stood when they were
 * looked up, changes in flight included. Ranges of customers can be counted by several threads at once.
 */
final class OwnMovies {
    private final RatingArrays arrays;
    private final List<Listed> lists;
    private final List<Dense> planes;

    /** A movie with a list of raters, of which so many are visible, and what each code there adds. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Listed(int[] entries, int sorted, int length, int[] adds) {}

    /** A movie with bit planes and the customer's code of it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Dense(long[][] planes, int code) {}

    private OwnMovies(RatingArrays arrays, List<Listed> lists, List<Dense> planes) {
        this.arrays = arrays;
        this.lists = lists;
        this.planes = planes;
    }

    static OwnMovies of(RatingArrays arrays, CustomerCopy own) {
        List<Listed> lists = new ArrayList<>();
        List<Dense> planes = new ArrayList<>();
        int[][] adds = new int[arrays.codes.largest() + 1][];
        Arrays.setAll(adds, arrays.packed::row);
        for (int i = 0, n = own.size(); i < n; i++) {
            MovieRow row = arrays.byMovie.row(own.movie(i));
            if (row.isDense()) {
                planes.add(new Dense(row.planes(), own.code(i)));
            } else {
                int length = row.length();
                lists.add(new Listed(row.entries, Math.min(row.sorted, length), length, adds[own.code(i)]));
            }
        }
        int largest = arrays.codes.largest();
        planes.sort(Comparator.comparingInt(dense -> SlicedCounts.gapPlanes(dense.code(), largest)));
        return new OwnMovies(arrays, lists, planes);
    }

    /** Adds the entries behind the sorted ones, of customers below the limit. */
    void addLatecomers(int[] counts, int limit) {
        int codeBits = arrays.codes.bits();
        int codeMask = (1 << codeBits) - 1;
        for (Listed list : lists) {
            for (int place = list.sorted(); place < list.length(); place++) {
                int entry = list.entries()[place];
                if (entry >>> codeBits < limit) {
                    counts[entry >>> codeBits] += list.adds()[entry & codeMask];
                }
            }
        }
    }

    /** Adds the sorted entries of lists, of customers from {@code first} to {@code end}. */
    void addLists(int[] counts, int first, int end) {
        int codeBits = arrays.codes.bits();
        for (Listed list : lists) {
            int from = place(list, first << codeBits);
            add(counts, list.entries(), from, place(list, end << codeBits), list.adds(), codeBits);
        }
    }

    private static void add(int[] counts, int[] entries, int from, int to, int[] adds, int codeBits) {
        int codeMask = (1 << codeBits) - 1;
        for (int place = from; place < to; place++) {
            int entry = entries[place];
            counts[entry >>> codeBits] += adds[entry & codeMask];
        }
    }

    private static int place(Listed list, int entry) {
        int found = Arrays.binarySearch(list.entries(), 0, list.sorted(), entry);
        return found < 0 ? -found - 1 : found;
    }

    /** Adds what bit planes hold, of customers from {@code first}, a whole block's first, to {@code end}. */
    void addPlanes(int[] counts, int first, int end, SlicedCounts sliced) {
        if (planes.isEmpty()) {
            return;
        }
        for (int block = first; block < end; block += SlicedCounts.CUSTOMERS) {
            sliced.begin(planes.size());
            for (Dense movie : planes) {
                sliced.add(movie.planes(), block >>> 6, movie.code());
            }
            sliced.finish();
            sliced.expand(counts, block, Math.min(end, block + SlicedCounts.CUSTOMERS));
        }
    }
}
