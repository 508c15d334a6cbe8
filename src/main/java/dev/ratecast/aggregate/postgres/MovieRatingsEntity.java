package dev.ratecast.aggregate.postgres;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.hibernate.annotations.Immutable;

/** A row of the view {@code movie_aggregate}, which has none for a movie without ratings. */
@Entity
@Immutable
@Table(name = "movie_aggregate")
public class MovieRatingsEntity extends PanacheEntityBase {
    @Id
    @Column(name = "movie_id")
    public long movieId;

    @Column(name = "rating_count")
    public long ratingCount;

    @Column(name = "rating_sum")
    public BigDecimal ratingSum;
}
