package dev.ratecast.known.memory;

import dev.ratecast.known.NeighborRule;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/**
 * The form in which a {@link RatingArrays} goes into a file: scale, eras and rule, bytes of the writer's own (such as
 * offsets), the movies, the customers' rows, a checksum.
 */
public final class MatrixSnapshot {
    private static final long MAGIC = 0x5261_7465_6361_7374L;
    private static final int FORMAT = 1;
    private static final int MOST_HEADER_BYTES = 1 << 24;
    private static final int MOST_TEXT_BYTES = 1 << 16;
    private static final int WIDE = 1;
    private static final int TIMES = 2;

    /**
     * What was read.
     *
     * @param header the writer's own bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, compared never
    public record Content(RatingArrays arrays, byte[] header) {}

    private MatrixSnapshot() {}

    /** Writes a matrix. To be called by the thread that applies events, between two of them; readers go on. */
    public static void write(RatingArrays arrays, byte[] header, WritableByteChannel channel) throws IOException {
        SnapshotOutput out = new SnapshotOutput(channel);
        out.putLong(MAGIC);
        out.putInt(FORMAT);
        out.putText(described(arrays.scale, arrays.eras(), arrays.rule));
        out.putInt(header.length);
        out.putBytes(header, header.length);
        writeMovies(arrays, out);
        writeCustomers(arrays, out);
        out.finish();
    }

    private static void writeMovies(RatingArrays arrays, SnapshotOutput out) throws IOException {
        int movies = arrays.movies.limit();
        out.putInt(movies);
        for (int movie = 0; movie < movies; movie++) {
            MovieFacts facts = arrays.table.facts(movie);
            out.putLong(arrays.movies.idOf(movie));
            out.putOptional(facts == null ? null : facts.releaseYear());
            out.putText(facts == null ? null : facts.title());
            out.putOptional(facts == null ? null : facts.titleYear());
        }
    }

    private static void writeCustomers(RatingArrays arrays, SnapshotOutput out) throws IOException {
        out.putInt(arrays.customers.size());
        for (int customer = 0, n = arrays.customers.limit(); customer < n; customer++) {
            if (arrays.customers.idOf(customer) != IdIndex.NO_ID) {
                CustomerRow row = arrays.byCustomer.row(customer);
                out.putLong(arrays.customers.idOf(customer));
                out.putInt(row.length());
                out.putInt((row.isWide() ? WIDE : 0) | (row.hasTimes() ? TIMES : 0));
                row.write(out);
            }
        }
    }

    /**
     * Reads a matrix.
     *
     * @throws SnapshotException where it is broken, or of another format, scale, eras or rule
     */
    public static Content read(ReadableByteChannel channel, RatingScale scale, Eras eras, NeighborRule rule)
            throws IOException {
        SnapshotInput in = new SnapshotInput(channel);
        if (in.getLong() != MAGIC) {
            throw new SnapshotException("this is no snapshot");
        }
        int format = in.getInt();
        if (format != FORMAT) {
            throw new SnapshotException("the format is " + format + " instead of " + FORMAT);
        }
        String expected = described(scale, eras, rule);
        String found = in.getText(MOST_TEXT_BYTES);
        if (!expected.equals(found)) {
            throw new SnapshotException("it is of " + found + " instead of " + expected);
        }
        byte[] header = new byte[in.getLength(MOST_HEADER_BYTES)];
        in.getBytes(header, header.length);
        RatingArrays arrays = new RatingArrays(scale, eras, rule);
        readMovies(arrays, in);
        readCustomers(arrays, in);
        in.finish();
        CustomersByActivity.renumber(arrays);
        new MovieRowsBuilder(arrays).build();
        arrays.publish();
        return new Content(arrays, header);
    }

    private static void readMovies(RatingArrays arrays, SnapshotInput in) throws IOException {
        for (int movie = 0, n = in.getLength(Integer.MAX_VALUE); movie < n; movie++) {
            MovieId id = new MovieId(id(in));
            MovieFacts facts = new MovieFacts(id, in.getOptional(), in.getText(MOST_TEXT_BYTES), in.getOptional());
            arrays.merge(arrays.movie(id.value()), facts);
        }
    }

    private static void readCustomers(RatingArrays arrays, SnapshotInput in) throws IOException {
        int movies = arrays.movies.limit();
        for (int i = 0, n = in.getLength(Integer.MAX_VALUE); i < n; i++) {
            int customer = arrays.customers.findOrAdd(id(in), 0);
            int length = in.getLength(movies);
            int form = in.getInt();
            CustomerRow row = CustomerRow.read(in, length, (form & WIDE) != 0, (form & TIMES) != 0);
            arrays.byCustomer.reserve(customer + 1);
            arrays.byCustomer.replace(customer, checked(row, movies, arrays.codes.largest()));
        }
    }

    private static long id(SnapshotInput in) throws IOException {
        long id = in.getLong();
        if (id < 0 || id > CustomerId.MAX_VALUE) {
            throw new SnapshotException("an id is " + id);
        }
        return id;
    }

    private static CustomerRow checked(CustomerRow row, int movies, int largestCode) throws SnapshotException {
        for (int place = 0, n = row.length(); place < n; place++) {
            if (row.movie(place) >= movies || row.movie(place) < 0 || row.code(place) > largestCode) {
                throw new SnapshotException("a row has movie " + row.movie(place) + " with code " + row.code(place));
            }
        }
        return row;
    }

    private static String described(RatingScale scale, Eras eras, NeighborRule rule) {
        return "scale " + scale + ", eras " + Arrays.toString(eras.all().toArray()) + " from " + eras.boundaries()
                + ", neighbors within " + rule.numerator() + "/" + rule.denominator();
    }
}
