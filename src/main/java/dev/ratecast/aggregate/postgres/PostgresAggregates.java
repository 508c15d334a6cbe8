package dev.ratecast.aggregate.postgres;

import dev.ratecast.aggregate.Aggregates;
import dev.ratecast.aggregate.AggregatesUnavailableException;
import dev.ratecast.aggregate.CustomerAggregate;
import dev.ratecast.aggregate.EraAggregate;
import dev.ratecast.aggregate.MovieAggregate;
import dev.ratecast.aggregate.Tally;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.persistence.PersistenceException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The aggregates in Postgres. Each answer takes one statement, so that it is of one state. */
@ApplicationScoped
@ActivateRequestContext
public class PostgresAggregates implements Aggregates {
    private static final String CUSTOMER =
            """
            select c, e from CustomerEntity c
            left join CustomerEraEntity e on e.key.customerId = c.customerId and e.ratingCount > 0
            where c.customerId = :id""";

    private static final String MOVIE =
            """
            select m, r from MovieEntity m left join MovieRatingsEntity r on r.movieId = m.movieId
            where m.movieId = :id""";

    private final RatingScale scale;
    private final Eras eras;

    public PostgresAggregates(RatingScale scale, Eras eras) {
        this.scale = scale;
        this.eras = eras;
    }

    @Override
    public Optional<CustomerAggregate> customer(CustomerId customer) {
        List<Object[]> rows = rows(CUSTOMER, customer.value());
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        CustomerEntity total = (CustomerEntity) rows.get(0)[0];
        List<EraAggregate> byEra = rows.stream()
                .map(row -> (CustomerEraEntity) row[1])
                .filter(row -> row != null)
                .map(row -> new EraAggregate(eras.named(row.key.era()), tally(row.ratingCount, row.ratingSum)))
                .sorted(Comparator.comparingInt(e -> e.era().index()))
                .toList();
        return Optional.of(new CustomerAggregate(customer, tally(total.ratingCount, total.ratingSum), byEra));
    }

    @Override
    public Optional<MovieAggregate> movie(MovieId movie) {
        return rows(MOVIE, movie.value()).stream().findFirst().map(row -> {
            MovieEntity named = (MovieEntity) row[0];
            MovieRatingsEntity rated = (MovieRatingsEntity) row[1];
            Tally ratings = rated == null ? Tally.ZERO : tally(rated.ratingCount, rated.ratingSum);
            return new MovieAggregate(movie, named.title, named.releaseYear, eras.named(named.era), ratings);
        });
    }

    @Override
    public List<EraAggregate> eras() {
        List<EraEntity> rows = reading(() -> EraEntity.listAll());
        Map<String, EraEntity> byName = rows.stream().collect(Collectors.toMap(row -> row.era, Function.identity()));
        return eras.all().stream()
                .map(era -> {
                    EraEntity row = byName.get(era.name());
                    return new EraAggregate(era, row == null ? Tally.ZERO : tally(row.ratingCount, row.ratingSum));
                })
                .toList();
    }

    private static List<Object[]> rows(String query, long id) {
        return reading(() -> Panache.getEntityManager()
                .createQuery(query, Object[].class)
                .setParameter("id", id)
                .getResultList());
    }

    private Tally tally(long count, BigDecimal sum) {
        return new Tally(count, sum.movePointRight(scale.decimals()).longValueExact());
    }

    private static <T> T reading(Supplier<T> query) {
        try {
            return query.get();
        } catch (PersistenceException e) {
            if (ConnectionFailures.isOne(e)) {
                throw new AggregatesUnavailableException(String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }
}
