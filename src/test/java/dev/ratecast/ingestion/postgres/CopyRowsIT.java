package dev.ratecast.ingestion.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class CopyRowsIT {
    private final DataSource dataSource = Servers.newMigratedDatabase();

    @Test
    void numbers_arrive_as_postgres_would_write_them() throws Exception {
        List<BigDecimal> numbers = new ArrayList<>();
        for (String text :
                List.of("0", "1", "-1", "5", "3.5", "-0.5", "0.0001", "9999", "10000", "10000.0001", "120000")) {
            numbers.add(new BigDecimal(text));
        }
        Random random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            numbers.add(new BigDecimal(new BigInteger(1 + random.nextInt(80), random), random.nextInt(9))
                    .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1)));
        }
        Tables.execute(dataSource, "create table copied (n bigint, x numeric)");
        try (Connection connection = dataSource.getConnection();
                CopyRows copy = copy(connection, "copied (n, x)")) {
            for (int i = 0; i < numbers.size(); i++) {
                copy.row(2).bigint(i).bytes(CopyRows.numeric(numbers.get(i)));
            }
            assertThat(copy.finish()).isEqualTo(numbers.size());
            connection.commit();
        }
        // As text and through arithmetic, which would show digits that are not in their normal form.
        assertThat(Tables.rows(dataSource, "select x::text, (x + 1)::text, x = (x::text)::numeric from copied"))
                .containsExactlyInAnyOrderElementsOf(numbers.stream()
                        .map(BigDecimal::stripTrailingZeros)
                        .map(x -> plain(x) + "|" + plain(x.add(BigDecimal.ONE)) + "|true|")
                        .toList());
    }

    @Test
    void integers_times_texts_and_nulls_arrive_as_they_are() throws Exception {
        Tables.execute(dataSource, "create table copied (a bigint, b integer, c timestamptz, d text)");
        String longText = "é".repeat(20_000);
        try (Connection connection = dataSource.getConnection();
                CopyRows copy = copy(connection, "copied (a, b, c, d)")) {
            copy.row(4).bigint(Long.MIN_VALUE).integer(-7).timestamp(0).text("té\n");
            copy.row(4).bigint(1).integer(null).timestamp(4_102_444_800L).text(null);
            copy.row(4).bigint(2).integer(3).timestamp(946_684_800L).text(longText);
            copy.finish();
            connection.commit();
        }
        assertThat(Tables.rows(dataSource, "select a, b, extract(epoch from c)::bigint, d from copied"))
                .containsExactlyInAnyOrder(
                        Long.MIN_VALUE + "|-7|0|té\n|", "1|null|4102444800|null|", "2|3|946684800|" + longText + "|");
    }

    @Test
    void a_copy_that_is_not_finished_leaves_nothing() throws Exception {
        Tables.execute(dataSource, "create table copied (a bigint)");
        try (Connection connection = dataSource.getConnection()) {
            try (CopyRows copy = copy(connection, "copied (a)")) {
                copy.row(1).bigint(1);
            }
            connection.rollback();
        }
        assertThat(Tables.rows(dataSource, "select a from copied")).isEmpty();
    }

    private static CopyRows copy(Connection connection, String target) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("truncate copied");
        }
        return new CopyRows(connection, target);
    }

    private static String plain(BigDecimal value) {
        return value.setScale(Math.max(0, value.scale())).toPlainString();
    }
}
