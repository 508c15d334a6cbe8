package dev.ratecast.known.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.ratecast.known.RatingsChecksum;
import dev.ratecast.known.RatingsSink;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import dev.ratecast.transaction.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every rating is copied once, however the table lies on its pages. */
class RatingsCopyIT {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final int ROWS = 5_000;

    private final DataSource dataSource = Servers.newMigratedDatabase();
    private final RatingsChecksum expected = new RatingsChecksum();

    @BeforeEach
    void fill() throws SQLException {
        Tables.execute(
                dataSource,
                "insert into rating (customer_id, movie_id, rating, rating_date)"
                        + " select n, n % 17, 1 + n % 5, to_timestamp(n * 3600) from generate_series(1, " + ROWS
                        + ") n");
        for (int n = 1; n <= ROWS; n++) {
            expected.rating(n, n % 17, 1 + n % 5, n * 3_600L);
        }
    }

    @Test
    void of_a_plain_table() throws Exception {
        assertCopied();
    }

    @Test
    void of_a_table_in_partitions() throws Exception {
        Tables.execute(
                dataSource,
                "alter table rating rename to former",
                "create table rating (like former including defaults) partition by hash (customer_id)",
                "create table rating_0 partition of rating for values with (modulus 3, remainder 0)",
                "create table rating_1 partition of rating for values with (modulus 3, remainder 1)"
                        + " partition by range (movie_id)",
                "create table rating_1_0 partition of rating_1 for values from (0) to (3)",
                "create table rating_1_1 partition of rating_1 for values from (3) to (100)",
                "create table rating_2 partition of rating for values with (modulus 3, remainder 2)",
                "insert into rating select * from former",
                "drop table former");

        assertCopied();
    }

    /** Rolling back waits for a copy that nobody has ended, and would do so for ever. */
    @Test
    void where_the_ratings_have_no_room_the_copy_ends_with_that() {
        RatingsCopy copy = new RatingsCopy(dataSource, SCALE);
        RatingsSink full = new RatingsSink() {
            @Override
            public void movie(MovieFacts movie) {}

            @Override
            public void rating(long customer, long movie, @Nullable Integer units, long ratedAt) {
                throw new OutOfMemoryError("not really");
            }
        };

        assertThatThrownBy(() -> assertTimeoutPreemptively(
                        Duration.ofSeconds(30),
                        () -> Transaction.<Void>snapshot(dataSource, connection -> {
                            copy.copy(connection, full);
                            return null;
                        })))
                .isInstanceOf(OutOfMemoryError.class)
                .hasNoSuppressedExceptions();
    }

    private void assertCopied() throws SQLException {
        for (long pagesAtOnce : new long[] {1, 2, 1_000}) {
            RatingsCopy copy = new RatingsCopy(dataSource, SCALE, pagesAtOnce);
            RatingsChecksum copied = Transaction.snapshot(dataSource, connection -> {
                RatingsChecksum checksum = new RatingsChecksum();
                copy.copy(connection, checksum);
                return checksum;
            });
            assertThat(copied.rows()).as("%d pages at once", pagesAtOnce).isEqualTo(ROWS);
            assertThat(copied.value()).isEqualTo(expected.value());
        }
    }
}
