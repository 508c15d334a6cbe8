package dev.ratecast.aggregate.postgres;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A row of {@code movie}. */
@Entity
@Immutable
@Table(name = "movie")
public class MovieEntity extends PanacheEntityBase {
    @Id
    @Column(name = "movie_id")
    public long movieId;

    @Column(name = "title")
    public @Nullable String title;

    @Column(name = "release_year")
    public @Nullable Integer releaseYear;

    @Column(name = "era")
    public String era;
}
