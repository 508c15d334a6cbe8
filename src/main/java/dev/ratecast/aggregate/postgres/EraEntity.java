package dev.ratecast.aggregate.postgres;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.hibernate.annotations.Immutable;

/** A row of the view {@code era_aggregate}, which has none for an era without ratings. */
@Entity
@Immutable
@Table(name = "era_aggregate")
public class EraEntity extends PanacheEntityBase {
    @Id
    @Column(name = "era")
    public String era;

    @Column(name = "rating_count")
    public long ratingCount;

    @Column(name = "rating_sum")
    public BigDecimal ratingSum;
}
