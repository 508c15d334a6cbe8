package dev.ratecast.known.postgres;

import dev.ratecast.known.History;
import dev.ratecast.known.Question;
import dev.ratecast.known.RaterMeans;
import dev.ratecast.known.Raters;
import dev.ratecast.rating.RatingScale;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/** The rows behind questions: the customers' histories, the movies' raters and what those rate like. */
final class ListingQueries {
    private static final String RATERS =
            """
            select movie_id, customer_id, rating
            from rating
            where movie_id = any(?::bigint[]) and rating is not null
            order by movie_id, customer_id
            """;

    /** What a movie's raters rate like: whole numbers, divided towards zero rater by rater. */
    private final String raterMeansSql;

    private final String historiesSql;
    private final RatingScale scale;

    ListingQueries(RatingScale scale) {
        this.scale = scale;
        // By no locale: some write numbers in digits that are not SQL's.
        String shares = String.format(
                Locale.ROOT,
                """
                select r.movie_id, count(*) as raters, sum(r.rating) as rating_sum,
                       sum((c.rating_sum * %1$d)::bigint * %2$d / (c.rating_count + %3$d)) as sum_shares,
                       sum(%2$d / (c.rating_count + %3$d)) as weights
                from rating r
                join customer_aggregate c using (customer_id)
                where r.rating is not null and r.movie_id
                """,
                scale.unitsPerStar(),
                RaterMeans.ONE,
                RaterMeans.DAMPING);
        this.raterMeansSql = shares + " = any(?::bigint[]) group by r.movie_id";
        this.historiesSql =
                """
                with mine as materialized (
                    select customer_id, movie_id, rating, rating_date
                    from rating
                    where customer_id = any(?::bigint[]) and rating is not null
                )
                select mine.customer_id, mine.movie_id, mine.rating, extract(epoch from mine.rating_date)::bigint,
                       m.release_year, given.rating_sum, given.raters, given.sum_shares, given.weights
                from mine
                join (%s in (select movie_id from mine) group by r.movie_id) given using (movie_id)
                join movie m using (movie_id)
                order by mine.customer_id, mine.movie_id
                """
                        .formatted(shares);
    }

    /** By customer id; customers without ratings are missing. */
    Map<Long, History> histories(Connection connection, List<Question> questions) throws SQLException {
        Map<Long, History> histories = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(historiesSql)) {
            bind(select, questions, question -> question.customer().value());
            try (ResultSet rows = select.executeQuery()) {
                HistoryBuilder builder = new HistoryBuilder();
                long customer = -1;
                while (rows.next()) {
                    if (rows.getLong(1) != customer) {
                        builder.finish(customer, histories);
                        customer = rows.getLong(1);
                    }
                    builder.add(
                            rows.getLong(2),
                            units(rows, 3),
                            rows.getLong(4),
                            rows.getObject(5, Integer.class),
                            scale.exactUnits(Objects.requireNonNull(rows.getBigDecimal(6))),
                            new RaterMeans(rows.getLong(7), whole(rows, 8), whole(rows, 9)));
                }
                builder.finish(customer, histories);
            }
        }
        return histories;
    }

    /** By movie id; movies without raters are missing. */
    Map<Long, RaterMeans> raterMeans(Connection connection, List<Question> questions) throws SQLException {
        Map<Long, RaterMeans> means = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(raterMeansSql)) {
            bind(select, questions, question -> question.movie().value());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    means.put(rows.getLong(1), new RaterMeans(rows.getLong(2), whole(rows, 4), whole(rows, 5)));
                }
            }
        }
        return means;
    }

    /** By movie id; movies without raters are missing. */
    Map<Long, Raters> raters(Connection connection, long[] movies) throws SQLException {
        Map<Long, Raters> raters = new HashMap<>();
        if (movies.length == 0) {
            return raters;
        }
        try (PreparedStatement select = connection.prepareStatement(RATERS)) {
            select.setObject(1, movies, Types.ARRAY);
            try (ResultSet rows = select.executeQuery()) {
                RatersBuilder builder = new RatersBuilder();
                long movie = -1;
                while (rows.next()) {
                    if (rows.getLong(1) != movie) {
                        builder.finish(movie, raters);
                        movie = rows.getLong(1);
                    }
                    builder.add(rows.getLong(2), units(rows, 3));
                }
                builder.finish(movie, raters);
            }
        }
        return raters;
    }

    private static void bind(PreparedStatement select, List<Question> questions, ToLongFunction<Question> id)
            throws SQLException {
        select.setObject(1, questions.stream().mapToLong(id).distinct().toArray(), Types.ARRAY);
    }

    private int units(ResultSet rows, int column) throws SQLException {
        return Math.toIntExact(scale.exactUnits(Objects.requireNonNull(rows.getBigDecimal(column))));
    }

    private static long whole(ResultSet rows, int column) throws SQLException {
        BigDecimal sum = Objects.requireNonNull(rows.getBigDecimal(column));
        return sum.longValueExact();
    }
}
