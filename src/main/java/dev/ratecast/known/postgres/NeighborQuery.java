package dev.ratecast.known.postgres;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.Neighbor;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.Neighborhood;
import dev.ratecast.known.Question;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.RatingScale;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/**
 * The neighbors of each question's customer on its movie, by one statement for all questions. The movie's raters come
 * from {@code rating_by_movie}, their ratings of the customer's movies from the primary key, both from the index alone.
 */
final class NeighborQuery {
    private final String sql;
    private final RatingScale scale;

    NeighborQuery(RatingScale scale, NeighborRule rule) {
        this.scale = scale;
        // gap in units · denominator ≤ numerator · common movies, as NeighborRule decides it
        String factor = Long.toString(rule.denominator() * scale.unitsPerStar());
        this.sql =
                """
                with question as materialized (
                    select * from unnest(?::bigint[], ?::bigint[]) with ordinality as q(customer_id, movie_id, ord)
                ), neighbor as (
                    select q.ord, rater.customer_id, rater.rating, count(*) as common_movies,
                           sum(abs(mine.rating - theirs.rating)) as gap
                    from question q
                    join rating rater on rater.movie_id = q.movie_id
                        and rater.customer_id <> q.customer_id and rater.rating is not null
                    join rating mine on mine.customer_id = q.customer_id
                        and mine.movie_id <> q.movie_id and mine.rating is not null
                    join rating theirs on theirs.customer_id = rater.customer_id
                        and theirs.movie_id = mine.movie_id and theirs.rating is not null
                    group by q.ord, rater.customer_id, rater.rating
                    having sum(abs(mine.rating - theirs.rating)) * %s <= %s * count(*)
                ), ranked as (
                    select *, count(*) over whole as neighbors, sum(rating) over whole as rating_sum,
                           row_number() over (
                               partition by ord order by gap / common_movies, common_movies desc, customer_id) as place
                    from neighbor
                    window whole as (partition by ord)
                )
                select ord, customer_id, rating, common_movies, gap, neighbors, rating_sum
                from ranked where place <= ? order by ord, place
                """
                        .formatted(factor, Long.toString(rule.numerator()));
    }

    /** Returns one neighborhood per question, in order. */
    List<Neighborhood> run(Connection connection, List<Question> questions, int nearest) throws SQLException {
        List<Neighborhood> neighborhoods = new ArrayList<>(questions.size());
        for (int i = 0; i < questions.size(); i++) {
            neighborhoods.add(Neighborhood.EMPTY);
        }
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bindPairs(select, questions);
            select.setInt(3, Math.max(1, nearest));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    int index = (int) rows.getLong(1) - 1;
                    Neighborhood soFar = neighborhoods.get(index);
                    List<Neighbor> listed = new ArrayList<>(soFar.nearest());
                    if (nearest > 0) {
                        listed.add(neighbor(rows));
                    }
                    Tally ratings = new Tally(rows.getLong(6), scale.exactUnits(rows.getBigDecimal(7)));
                    neighborhoods.set(index, new Neighborhood(ratings, List.copyOf(listed)));
                }
            }
        }
        return neighborhoods;
    }

    /** Binds customers and movies as the first two parameters. */
    static void bindPairs(PreparedStatement select, List<Question> questions) throws SQLException {
        select.setObject(
                1, questions.stream().mapToLong(q -> q.customer().value()).toArray(), Types.ARRAY);
        select.setObject(2, questions.stream().mapToLong(q -> q.movie().value()).toArray(), Types.ARRAY);
    }

    private Neighbor neighbor(ResultSet rows) throws SQLException {
        return new Neighbor(
                new CustomerId(rows.getLong(2)),
                Math.toIntExact(scale.exactUnits(rows.getBigDecimal(3))),
                rows.getInt(4),
                scale.exactUnits(rows.getBigDecimal(5)));
    }
}
