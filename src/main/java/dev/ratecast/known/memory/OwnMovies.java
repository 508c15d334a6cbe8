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

    /** A movie's list of raters, of which so many are visible, and what each code there adds. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Listed(int[] entries, int sorted, int length, int[] adds) {}

    /** A movie's bit planes and the customer's code of it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Dense(long[][][] blocks, int code) {}

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
            if (row.blocks.length > 0) {
                planes.add(new Dense(row.blocks, own.code(i)));
            }
            int length = row.length();
            if (length > 0) {
                lists.add(new Listed(row.entries, Math.min(row.sorted, length), length, adds[own.code(i)]));
            }
        }
        int largest = arrays.codes.largest();
        planes.sort(Comparator.comparingInt(dense -> SlicedCounts.gapPlanes(dense.code(), largest)));
        return new OwnMovies(arrays, lists, planes);
    }

    /** Takes a customer and what to add to its counts. */
    interface Adding {
        void add(int customer, int counts);
    }

    /** The entries behind the sorted ones, of customers below the limit. */
    void forEachLatecomer(int limit, Adding adding) {
        int codeBits = arrays.codes.bits();
        int codeMask = (1 << codeBits) - 1;
        for (Listed list : lists) {
            for (int place = list.sorted(); place < list.length(); place++) {
                int entry = list.entries()[place];
                if (entry >>> codeBits < limit) {
                    adding.add(entry >>> codeBits, list.adds()[entry & codeMask]);
                }
            }
        }
    }

    /** By list, where the sorted entries of customers from {@code first} on begin. */
    int[] places(int first) {
        int entry = first << arrays.codes.bits();
        return lists.stream().mapToInt(list -> place(list, entry)).toArray();
    }

    private static int place(Listed list, int entry) {
        int found = Arrays.binarySearch(list.entries(), 0, list.sorted(), entry);
        return found < 0 ? -found - 1 : found;
    }

    /** Adds the sorted entries of lists from {@code places} on, of customers before {@code end}; the places move there. */
    void addLists(int[] counts, int[] places, int end) {
        int codeBits = arrays.codes.bits();
        for (int i = 0; i < places.length; i++) {
            places[i] = add(counts, lists.get(i), places[i], end << codeBits, codeBits);
        }
    }

    private static int add(int[] counts, Listed list, int from, int end, int codeBits) {
        int[] entries = list.entries();
        int[] adds = list.adds();
        int codeMask = (1 << codeBits) - 1;
        int place = from;
        for (int n = list.sorted(); place < n && entries[place] < end; place++) {
            int entry = entries[place];
            counts[entry >>> codeBits] += adds[entry & codeMask];
        }
        return place;
    }

    /** Sets counts to what bit planes hold, of customers from {@code first}, a whole block's first, to {@code end}. */
    void countPlanes(int[] counts, int first, int end) {
        if (planes.isEmpty()) {
            Arrays.fill(counts, first, end, 0);
            return;
        }
        SlicedCounts sliced = arrays.slices.take();
        for (int from = first; from < end; from += SlicedCounts.CUSTOMERS) {
            countBlock(sliced, counts, from, Math.min(end, from + SlicedCounts.CUSTOMERS));
        }
        arrays.slices.giveBack(sliced);
    }

    private void countBlock(SlicedCounts sliced, int[] counts, int first, int end) {
        int block = first / SlicedCounts.CUSTOMERS;
        sliced.begin(planes.size(), end - first);
        boolean any = false;
        for (Dense movie : planes) {
            if (block < movie.blocks().length) {
                sliced.add(movie.blocks()[block], movie.code());
                any = true;
            }
        }
        if (any) {
            sliced.finish();
            sliced.expand(counts, first, end);
        } else {
            Arrays.fill(counts, first, end, 0);
        }
    }
}
