package dev.ratecast.ingestion.postgres;

import dev.ratecast.rating.Era;
import dev.ratecast.rating.Eras;
import java.util.stream.Collectors;

/**
 * Every aggregate as a query over {@code rating}: the slow, obvious definition that the tables, moved by deltas, must
 * agree with.
 */
final class Recount {
    /** One row for each customer that has a row in rating. */
    static final String CUSTOMERS =
            "select customer_id, count(rating) as rating_count, coalesce(sum(rating), 0) as rating_sum "
                    + "from rating group by customer_id";

    static final String MOVIES = "select movie_id, count(*) as rating_count, sum(rating) as rating_sum "
            + "from rating where rating is not null group by movie_id";

    /** Each movie's era by its release year, movies that only ratings name included. */
    private final String movieEras;

    Recount(Eras eras) {
        String names = eras.all().stream()
                .filter(era -> !era.equals(eras.unknown()))
                .map(Era::name)
                .map(Recount::literal)
                .collect(Collectors.joining(", "));
        String boundaries = eras.boundaries().stream().map(Object::toString).collect(Collectors.joining(", "));
        String unknown = literal(eras.unknown().name());
        this.movieEras =
                """
                select movie_id,
                       case when release_year is null then %1$s
                            else (array[%2$s])[1 + width_bucket(release_year, array[%3$s]::integer[])] end as era
                from movie
                union all
                select distinct r.movie_id, %1$s
                from rating r where not exists (select from movie m where m.movie_id = r.movie_id)
                """
                        .formatted(unknown, names, boundaries);
    }

    String movieEras() {
        return movieEras;
    }

    String customerEras() {
        return byEra("customer_id, era");
    }

    String eras() {
        return byEra("era");
    }

    private String byEra(String keys) {
        return """
                select %1$s, count(*) as rating_count, sum(rating) as rating_sum
                from rating join (%2$s) as movie_era using (movie_id)
                where rating is not null group by %1$s
                """
                .formatted(keys, movieEras);
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
