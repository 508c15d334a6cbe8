package dev.ratecast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.KnownRatingsUnavailableException;
import dev.ratecast.known.Question;
import dev.ratecast.known.ServedKnownRatings;
import dev.ratecast.known.Wanted;
import dev.ratecast.prediction.FixedWorld;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import dev.ratecast.testing.LogRecords;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoggedKnownRatingsTest {
    private static final Question QUESTION = new Question(new CustomerId(1_987_654_321), new MovieId(10));

    private @Nullable RuntimeException failure;
    private long now;

    @RegisterExtension
    private final LogRecords log = LogRecords.of(LoggedKnownRatings.class);

    private final LoggedKnownRatings known = new LoggedKnownRatings(
            FixedWorld.answering((questions, wanted) -> {
                if (failure != null) {
                    throw failure;
                }
                return new FixedWorld().facts(questions, wanted);
            }),
            () -> now);

    @Test
    void an_outage_is_told_once_with_its_cause_and_once_when_it_is_over() {
        ask();
        assertThat(log.lines()).isEmpty();

        failure = new KnownRatingsUnavailableException(
                "Postgres does not answer: sqlstate=08001 refused", new SQLException("refused", "08001"));
        askInVain();
        pass(Duration.ofSeconds(90));
        askInVain();
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARN")
                .contains("event=known-ratings-unavailable", "sqlstate=08001")
                .doesNotContain("1987654321");

        failure = null;
        ask();
        assertThat(log.lines()).as("it may fail again at once").hasSize(1);
        pass(LoggedKnownRatings.QUIET);
        ask();
        ask();
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(1)).contains("event=known-ratings-available-again seconds=90 failures=2");
    }

    @Test
    void questions_that_are_answered_in_between_do_not_make_an_outage_many() {
        for (int i = 0; i < 10; i++) {
            failure = new KnownRatingsUnavailableException("no connection came free", new SQLException());
            askInVain();
            failure = null;
            ask();
            pass(Duration.ofSeconds(1));
        }
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void an_outage_after_one_that_is_over_is_told_again() {
        failure = new KnownRatingsUnavailableException("away", new SQLException());
        askInVain();
        pass(LoggedKnownRatings.QUIET);
        failure = null;
        ask();
        failure = new KnownRatingsUnavailableException("away again", new SQLException());
        askInVain();

        assertThat(log.lines()).hasSize(3);
        assertThat(log.lines().get(2)).contains("away again");
    }

    @Test
    void who_asks_twice_asks_what_answered_first_and_its_failure_is_told_too() {
        failure = new KnownRatingsUnavailableException("away", new SQLException());
        ServedKnownRatings served = new ServedKnownRatings(FixedWorld.failing(failure));
        served.serveFrom(new FixedWorld());
        KnownRatings first = new LoggedKnownRatings(served, () -> now).now();
        served.serveFrom(null);
        KnownRatings second = new LoggedKnownRatings(served, () -> now).now();

        assertThat(first.facts(List.of(QUESTION), Wanted.NO_LISTS)).hasSize(1);
        assertThat(log.lines()).isEmpty();
        assertThatThrownBy(() -> second.facts(List.of(QUESTION), Wanted.NO_LISTS))
                .isSameAs(failure);
        assertThat(log.lines()).hasSize(1);
    }

    private void ask() {
        assertThat(known.facts(List.of(QUESTION), Wanted.NO_LISTS)).hasSize(1);
    }

    private void askInVain() {
        assertThatThrownBy(this::ask).isSameAs(failure);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
