package dev.ratecast.aggregate.postgres;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import org.hibernate.annotations.Immutable;

/** A row of {@code customer_era_aggregate}. */
@Entity
@Immutable
@Table(name = "customer_era_aggregate")
public class CustomerEraEntity extends PanacheEntityBase {
    /** The primary key. */
    @Embeddable
    public record Key(@Column(name = "customer_id") long customerId, @Column(name = "era") String era)
            implements Serializable {}

    @EmbeddedId
    public Key key;

    @Column(name = "rating_count")
    public long ratingCount;

    @Column(name = "rating_sum")
    public BigDecimal ratingSum;
}
