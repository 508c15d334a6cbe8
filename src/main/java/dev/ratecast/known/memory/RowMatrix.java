package dev.ratecast.known.memory;

import dev.ratecast.factor.RatingMatrix;
import dev.ratecast.rating.MovieFacts;
import org.jspecify.annotations.Nullable;

/** The rows as a matrix of the current ratings. Good until the next event; rows are read by any number of threads. */
final class RowMatrix implements RatingMatrix {
    private final RatingArrays arrays;

    RowMatrix(RatingArrays arrays) {
        this.arrays = arrays;
    }

    @Override
    public int customers() {
        return arrays.customers.limit();
    }

    @Override
    public int movies() {
        return arrays.movies.limit();
    }

    @Override
    public long customerId(int customer) {
        return arrays.customers.idOf(customer);
    }

    @Override
    public long movieId(int movie) {
        return arrays.movies.idOf(movie);
    }

    @Override
    public @Nullable String title(int movie) {
        MovieFacts facts = arrays.table.facts(movie);
        return facts == null ? null : facts.title();
    }

    @Override
    public void readCustomer(int customer, Row row) {
        row.clear();
        CustomerRow rated = arrays.byCustomer.row(customer);
        for (int place = 0, length = rated.length(); place < length; place++) {
            if (rated.code(place) != Codes.NONE) {
                row.add(rated.movie(place), arrays.codes.units(rated.code(place)));
            }
        }
    }

    @Override
    public void readMovie(int movie, Row row) {
        row.clear();
        MovieRow raters = arrays.byMovie.row(movie);
        for (int block = 0; block < raters.blocks.length; block++) {
            readPlanes(raters.blocks[block], block * SlicedCounts.CUSTOMERS, row);
        }
        int codeBits = arrays.codes.bits();
        for (int place = 0, length = raters.length(); place < length; place++) {
            int code = raters.entries[place] & ((1 << codeBits) - 1);
            if (code != Codes.NONE) {
                row.add(raters.entries[place] >>> codeBits, arrays.codes.units(code));
            }
        }
    }

    private void readPlanes(long[][] planes, int first, Row row) {
        for (int word = 0; word < planes[0].length; word++) {
            for (long rated = MovieRow.rated(planes, word); rated != 0; rated &= rated - 1) {
                int bit = Long.numberOfTrailingZeros(rated);
                row.add(first + (word << 6 | bit), arrays.codes.units(MovieRow.code(planes, word, bit)));
            }
        }
    }
}
