package dev.ratecast.known.postgres;

import dev.ratecast.known.KnownRatingsUnavailableException;
import dev.ratecast.known.RatingsSink;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.transaction.Transaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads all ratings by {@code COPY … TO STDOUT (FORMAT BINARY)}, a range of pages at a time, over several connections that
 * see the same snapshot.
 */
final class RatingsCopy {
    /** 64 MB of the usual pages of 8 kB. */
    private static final long PAGES_AT_ONCE = 8_192;

    private static final int MOST_CONNECTIONS = 4;

    /** The pages of the longest partition; of the table itself where it has none, which is in no tree then. */
    private static final String PAGES =
            """
            select pg_export_snapshot(),
                   greatest(
                       pg_relation_size('rating'),
                       (select max(pg_relation_size(relid)) from pg_partition_tree('rating')))
                   / current_setting('block_size')::bigint
            """;

    private final DataSource dataSource;
    private final RatingScale scale;
    private final long pagesAtOnce;

    RatingsCopy(DataSource dataSource, RatingScale scale) {
        this(dataSource, scale, PAGES_AT_ONCE);
    }

    RatingsCopy(DataSource dataSource, RatingScale scale, long pagesAtOnce) {
        this.dataSource = dataSource;
        this.scale = scale;
        this.pagesAtOnce = pagesAtOnce;
    }

    /**
     * Copies every rating, withdrawn ones included.
     *
     * @param snapshot a connection whose transaction is of one snapshot; it stays open meanwhile
     */
    void copy(Connection snapshot, RatingsSink into) throws SQLException {
        String id;
        long pages;
        try (Statement statement = snapshot.createStatement();
                ResultSet row = statement.executeQuery(PAGES)) {
            row.next();
            id = row.getString(1);
            // One range at least: it has no end, and finds what sizes do not tell of.
            pages = Math.max(1, row.getLong(2));
        }
        AtomicLong next = new AtomicLong();
        int connections = Math.min(MOST_CONNECTIONS, Runtime.getRuntime().availableProcessors());
        List<Callable<Integer>> shares = new ArrayList<>();
        for (int i = 0; i < Math.min(connections, pages / pagesAtOnce + 1); i++) {
            shares.add(() -> copyShare(id, pages, next, into));
        }
        ExecutorService threads = Executors.newFixedThreadPool(shares.size());
        try {
            for (Future<Integer> share : threads.invokeAll(shares)) {
                share.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KnownRatingsUnavailableException("interrupted while ratings were copied", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failed) {
                throw failed;
            }
            if (e.getCause() instanceof Error failed) {
                throw failed;
            }
            Throwable cause = e.getCause();
            throw new IllegalStateException(
                    "ratings cannot be copied: " + (cause == null ? e : cause).getMessage(), cause);
        } finally {
            threads.shutdownNow();
        }
    }

    /** @return how many ranges of pages fell to this share */
    private int copyShare(String snapshot, long pages, AtomicLong next, RatingsSink into) throws SQLException {
        try {
            return Transaction.snapshot(dataSource, "set transaction snapshot '" + snapshot + "'", connection -> {
                int copied = 0;
                for (long first = next.getAndAdd(pagesAtOnce);
                        first < pages && !Thread.currentThread().isInterrupted();
                        first = next.getAndAdd(pagesAtOnce)) {
                    boolean last = pages - first <= pagesAtOnce;
                    copyPages(connection, first, last, into);
                    copied++;
                }
                return copied;
            });
        } finally {
            // Nothing is left, or this one failed and nobody else needs to go on.
            next.set(pages);
        }
    }

    /** Of every partition. The last range has no end. */
    private void copyPages(Connection connection, long first, boolean last, RatingsSink into) throws SQLException {
        String end = last ? "" : " and ctid < '(" + (first + pagesAtOnce) + ",0)'";
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (select customer_id, movie_id, rating, rating_date from rating where ctid >= '(" + first
                        + ",0)'" + end + ") to stdout (format binary)");
        try {
            CopiedRatings ratings = new CopiedRatings(scale, into);
            for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
                ratings.read(message);
            }
        } catch (RuntimeException | Error e) {
            passOver(copy);
            throw e;
        }
    }

    /**
     * Reads what is left of a range of pages: a rollback would wait for it for ever, and the server's cancelling could hit
     * the rollback instead, or whoever gets the connection next.
     */
    private static void passOver(CopyOut copy) throws SQLException {
        while (copy.readFromCopy() != null) {
            // nobody takes it
        }
    }
}
