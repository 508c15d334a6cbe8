package dev.ratecast.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.factor.RefreshRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromotionTest {
    private static final Instant END = Instant.parse("2004-12-31T00:00:00Z");

    @Test
    void only_ratings_later_than_both_models_learned_and_stopped_on_compare_them() {
        ModelManifest one = manifest("2003-12-31", "2004-06-30");
        ModelManifest other = manifest("2004-09-30", "2004-10-31");

        assertThat(Promotion.lastSeen(one, null, other)).isEqualTo("2004-10-31T00:00:00Z");
        assertThat(Promotion.lastSeen(other, null, one)).isEqualTo("2004-10-31T00:00:00Z");
        assertThat(Promotion.lastSeen(one, END, other)).isEqualTo(END);
        assertThat(Promotion.lastSeen(one, Instant.parse("2004-08-01T00:00:00Z"), other))
                .isEqualTo("2004-10-31T00:00:00Z");
        assertThat(one.unrefitted()).isEqualTo(one);
    }

    @Test
    void a_clear_gain_over_many_customers_promotes() {
        PairedErrors errors = errors(100, 0.9);

        assertThat(Promotion.decide(END, errors, 0, 1)).isInstanceOf(Promotion.Promoted.class);
        assertThat(Promotion.decide(END, errors, 0.05, 1)).isInstanceOf(Promotion.Promoted.class);
    }

    @Test
    void a_gain_within_the_margin_none_and_a_loss_do_not() {
        assertThat(Promotion.decide(END, errors(100, 0.9), 0.2, 1)).isInstanceOf(Promotion.NotBetter.class);
        assertThat(Promotion.decide(END, errors(100, 1), 0, 1)).isInstanceOf(Promotion.NotBetter.class);
        assertThat(Promotion.decide(END, errors(100, 1.1), 0, 1)).isInstanceOf(Promotion.NotBetter.class);
    }

    @Test
    void a_gain_that_may_be_chance_does_not() {
        PairedErrors errors = new PairedErrors();
        for (int customer = 0; customer < 60; customer++) {
            errors.add(customer, 1, customer % 2 == 0 ? 1.4 : 0.4);
        }

        Promotion decision = Promotion.decide(END, errors, 0, 1);

        assertThat(((Promotion.NotBetter) decision).gain().low()).isNegative();
        assertThat(((Promotion.NotBetter) decision).gain().gain()).isNegative();
    }

    @Test
    void without_a_later_period_or_with_hardly_any_customers_in_it_nothing_is_decided() {
        Promotion none = Promotion.decide(END, new PairedErrors(), 0, 1);
        Promotion few = Promotion.decide(END, errors(29, 0.5), 0, 1);

        assertThat(((Promotion.NotComparable) none).reason())
                .isEqualTo("no rating is later than 2004-12-31T00:00:00Z"
                        + " (the newest rating used to train or select either model)");
        assertThat(((Promotion.NotComparable) few).reason())
                .isEqualTo(
                        "only 29 customers have ratings later than 2004-12-31T00:00:00Z"
                                + " (the newest rating used to train or select either model); at least 30 customers are needed");
        assertThat(Promotion.decide(END, errors(30, 0.5), 0, 1)).isInstanceOf(Promotion.Promoted.class);
    }

    private static PairedErrors errors(int customers, double candidate) {
        PairedErrors errors = new PairedErrors();
        for (int customer = 0; customer < customers; customer++) {
            errors.add(customer, 1, candidate * (customer % 2 == 0 ? 1 : -1));
        }
        return errors;
    }

    private static ModelManifest manifest(String learnEnd, String validateEnd) {
        DataRange learn = range("2000-01-01", learnEnd);
        return new ModelManifest(
                ModelManifest.FORMAT,
                "v",
                END,
                List.of(),
                "hash",
                "1..5",
                new Scaling(List.of(), List.of(), List.of(), List.of()),
                NetworkSettings.DEFAULT,
                1,
                LinearPart.none(0),
                1,
                FixedModel.UNCERTAINTY,
                "hash",
                1,
                Mode.STREAMING.text(),
                "sequential",
                range("2000-01-01", "2005-12-31"),
                learn,
                range(learnEnd, validateEnd),
                range(validateEnd, "2005-12-31"),
                learn,
                new ExampleCounts(10, 10, 10),
                new RefreshRule(0.1, 30, 300, 10_000_000),
                null,
                Map.of());
    }

    private static DataRange range(String first, String last) {
        return new DataRange(Instant.parse(first + "T00:00:00Z"), Instant.parse(last + "T00:00:00Z"), 10);
    }
}
