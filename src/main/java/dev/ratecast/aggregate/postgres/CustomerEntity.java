package dev.ratecast.aggregate.postgres;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.hibernate.annotations.Immutable;

/** A row of {@code customer_aggregate}. */
@Entity
@Immutable
@Table(name = "customer_aggregate")
public class CustomerEntity extends PanacheEntityBase {
    @Id
    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "rating_count")
    public long ratingCount;

    @Column(name = "rating_sum")
    public BigDecimal ratingSum;
}
