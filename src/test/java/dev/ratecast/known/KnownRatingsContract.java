package dev.ratecast.known;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every home of the known ratings keeps, on {@link #SCALE}, {@link #ERAS} and {@link #RULE}. A subclass gives each
 * test an empty one.
 */
public abstract class KnownRatingsContract {
    protected static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    protected static final Eras ERAS = Eras.DEFAULT;
    protected static final NeighborRule RULE = NeighborRule.byDefault(SCALE);

    /** The raters of movies with an odd sum: of some, and not of others. */
    protected static final Wanted EVERYTHING = new Wanted(10, (movie, ratings) -> ratings.sum() % 2 == 1);

    /** Applies events in order. */
    protected abstract void apply(List<RatingEvent> events);

    /** What is known after the events applied so far. */
    protected abstract KnownRatings known();

    @Test
    void knows_nothing_at_the_start() {
        KnownFacts facts = facts(1, 10);

        assertThat(facts.question()).isEqualTo(question(1, 10));
        assertThat(facts.customerByEra()).hasSize(ERAS.count()).containsOnly(Tally.ZERO);
        assertThat(facts.allByEra()).hasSize(ERAS.count()).containsOnly(Tally.ZERO);
        assertThat(facts.movie()).isNull();
        assertThat(facts.ownUnits()).isNull();
        assertThat(facts.neighborhood()).isEqualTo(Neighborhood.EMPTY);
    }

    @Test
    void tallies_every_rating_the_askers_own_included() {
        apply(List.of(rated(1, 10, 4, 1, 1960), rated(1, 11, 2, 1, 2000), rated(2, 10, 5, 2, 1960)));

        KnownFacts facts = facts(1, 10);

        assertThat(facts.ownUnits()).isEqualTo(4);
        assertThat(facts.customerByEra()).containsExactly(new Tally(1, 4), Tally.ZERO, new Tally(1, 2), Tally.ZERO);
        assertThat(facts.allByEra()).containsExactly(new Tally(2, 9), Tally.ZERO, new Tally(1, 2), Tally.ZERO);
        assertThat(facts.movie()).isEqualTo(new KnownMovie(1960, "Movie 10", ERAS.of(1960), new Tally(2, 9)));
    }

    @Test
    void answers_every_question_in_order() {
        apply(List.of(rated(1, 10, 4, 1, 1960), rated(2, 10, 5, 2, 1960)));
        List<Question> questions = List.of(question(2, 10), question(9, 99), question(1, 10), question(2, 10));

        assertThat(known().facts(questions, Wanted.NO_LISTS))
                .extracting(KnownFacts::question)
                .isEqualTo(questions);
        assertThat(known().facts(List.of(), Wanted.NO_LISTS)).isEmpty();
    }

    @Test
    void the_newest_date_wins_whatever_arrives_last() {
        apply(List.of(rated(1, 10, 4, 5, 1960), rated(1, 10, 1, 4, 1960)));
        assertThat(facts(1, 10).ownUnits()).isEqualTo(4);

        apply(List.of(rated(1, 10, 2, 6, 1960)));
        assertThat(facts(1, 10).ownUnits()).isEqualTo(2);
        assertThat(facts(1, 10).all()).isEqualTo(new Tally(1, 2));
    }

    @Test
    void on_a_tie_of_dates_the_later_event_wins() {
        apply(List.of(rated(1, 10, 4, 5, 1960), rated(1, 10, 1, 5, 1960)));

        assertThat(facts(1, 10).ownUnits()).isEqualTo(1);
        assertThat(facts(1, 10).all()).isEqualTo(new Tally(1, 1));
    }

    @Test
    void a_withdrawn_rating_counts_nowhere_and_an_older_one_does_not_bring_it_back() {
        apply(List.of(rated(1, 10, 4, 5, 1960), withdrawn(1, 10, 6), rated(1, 10, 3, 5, 1960)));

        assertThat(facts(1, 10).ownUnits()).isNull();
        assertThat(facts(1, 10).customer()).isEqualTo(Tally.ZERO);
        assertThat(facts(1, 10).movie()).isEqualTo(new KnownMovie(1960, "Movie 10", ERAS.of(1960), Tally.ZERO));
    }

    @Test
    void a_withdrawal_that_arrives_first_holds_against_an_older_rating() {
        apply(List.of(withdrawn(1, 10, 6), rated(1, 10, 3, 5, 1960)));
        assertThat(facts(1, 10).all()).isEqualTo(Tally.ZERO);

        apply(List.of(rated(1, 10, 5, 7, 1960)));
        assertThat(facts(1, 10).all()).isEqualTo(new Tally(1, 5));
    }

    @Test
    void an_erased_customer_is_unknown_and_may_begin_anew_with_any_date() {
        apply(List.of(rated(1, 10, 4, 5, 1960), rated(2, 10, 3, 5, 1960), rated(1, 11, 4, 5, 2000), erased(1)));
        assertThat(facts(1, 10).customer()).isEqualTo(Tally.ZERO);
        assertThat(facts(1, 10).all()).isEqualTo(new Tally(1, 3));
        assertThat(facts(1, 11).movie()).isEqualTo(new KnownMovie(2000, "Movie 11", ERAS.of(2000), Tally.ZERO));

        apply(List.of(rated(1, 10, 2, 1, 1960), erased(7)));
        assertThat(facts(1, 10).ownUnits()).isEqualTo(2);
        assertThat(facts(1, 10).all()).isEqualTo(new Tally(2, 5));
    }

    @Test
    void an_earlier_release_year_moves_the_movies_ratings_between_eras() {
        apply(List.of(rated(1, 10, 4, 1, null), rated(2, 10, 5, 1, null), withdrawn(3, 10, 1)));
        assertThat(facts(1, 10).allByEra()).containsExactly(Tally.ZERO, Tally.ZERO, Tally.ZERO, new Tally(2, 9));

        apply(List.of(rated(3, 10, 3, 2, 1995)));
        assertThat(facts(1, 10).allByEra()).containsExactly(Tally.ZERO, Tally.ZERO, new Tally(3, 12), Tally.ZERO);

        apply(List.of(rated(2, 10, 1, 0, 1950)));
        assertThat(facts(1, 10).allByEra()).containsExactly(new Tally(3, 12), Tally.ZERO, Tally.ZERO, Tally.ZERO);
        assertThat(facts(2, 10).customerByEra()).containsExactly(new Tally(1, 5), Tally.ZERO, Tally.ZERO, Tally.ZERO);
    }

    @Test
    void the_title_is_the_one_that_came_with_the_smallest_year() {
        apply(List.of(
                named(1, 10, null, "No year"),
                named(2, 10, 1995, "B"),
                named(3, 10, 1995, "A"),
                named(4, 10, 1990, null)));

        assertThat(facts(1, 10).movie()).isEqualTo(new KnownMovie(1990, "A", ERAS.of(1990), new Tally(4, 12)));
    }

    @Test
    void neighbors_rated_the_movie_and_are_half_a_star_away_at_most_on_the_others() {
        apply(List.of(
                rated(1, 10, 1, 1, 2000),
                rated(1, 11, 4, 1, 2000),
                rated(1, 12, 3, 1, 2000),
                // Half a star away on the mean: a neighbor, whatever it gave the movie itself.
                rated(2, 10, 5, 1, 2000),
                rated(2, 11, 4, 1, 2000),
                rated(2, 12, 4, 1, 2000),
                // One star away; nothing in common; like the asker, but did not rate the movie.
                rated(3, 10, 5, 1, 2000),
                rated(3, 11, 3, 1, 2000),
                rated(4, 10, 5, 1, 2000),
                rated(4, 13, 3, 1, 2000),
                rated(5, 11, 4, 1, 2000),
                // Equal on one movie; the other in common is withdrawn.
                rated(6, 10, 2, 1, 2000),
                rated(6, 12, 3, 1, 2000),
                rated(6, 11, 1, 1, 2000),
                withdrawn(6, 11, 2)));

        Neighborhood neighborhood = facts(1, 10).neighborhood();

        assertThat(neighborhood.ratings()).isEqualTo(new Tally(2, 7));
        assertThat(neighborhood.nearest())
                .containsExactly(new Neighbor(new CustomerId(6), 2, 1, 0), new Neighbor(new CustomerId(2), 5, 2, 1));
    }

    @Test
    void nearest_neighbors_come_by_mean_gap_then_more_common_movies_then_id() {
        List<RatingEvent> events = new ArrayList<>();
        for (int movie = 11; movie <= 14; movie++) {
            events.add(rated(1, movie, 3, 1, 2000));
        }
        for (int customer = 2; customer <= 6; customer++) {
            events.add(rated(customer, 10, 4, 1, 2000));
            events.add(rated(customer, 11, 3, 1, 2000));
        }
        events.add(rated(4, 12, 3, 1, 2000));
        events.add(rated(5, 12, 4, 1, 2000));
        apply(events);

        assertThat(facts(1, 10).neighborhood().nearest())
                .extracting(n -> n.customer().value())
                .containsExactly(4L, 2L, 3L, 6L, 5L);
        assertThat(known().facts(List.of(question(1, 10)), new Wanted(2, (movie, ratings) -> false))
                        .get(0)
                        .neighborhood()
                        .nearest())
                .hasSize(2);
        assertThat(known().facts(List.of(question(1, 10)), Wanted.NO_LISTS)
                        .get(0)
                        .neighborhood())
                .isEqualTo(new Neighborhood(new Tally(5, 20), List.of()));
    }

    private static final CustomerId STRANGER = new CustomerId(987_654_321);

    @Test
    void unrated_movies_come_by_id_with_as_many_ratings_as_are_asked_for() {
        assertThat(known().unrated(STRANGER, 0)).isEmpty();
        apply(List.of(
                rated(1, 30, 4, 1, 2000),
                rated(1, 7, 4, 1, null),
                rated(2, 7, 3, 1, null),
                rated(2, 7, 2, 2, null),
                rated(3, 12, 3, 1, 1990),
                withdrawn(3, 12, 2),
                rated(4, 9007199254740991L, 3, 1, 1990),
                erased(4)));

        assertThat(known().unrated(STRANGER, 0))
                .extracting(MovieId::value)
                .containsExactly(7L, 12L, 30L, 9007199254740991L);
        assertThat(known().unrated(STRANGER, 1)).extracting(MovieId::value).containsExactly(7L, 30L);
        assertThat(known().unrated(STRANGER, 2)).extracting(MovieId::value).containsExactly(7L);
        assertThat(known().unrated(STRANGER, 3)).isEmpty();
        assertThat(known().unrated(new CustomerId(2), 0))
                .extracting(MovieId::value)
                .containsExactly(12L, 30L, 9007199254740991L);
        assertThat(known().unrated(new CustomerId(3), 0))
                .extracting(MovieId::value)
                .containsExactly(7L, 12L, 30L, 9007199254740991L);
        assertThat(known().unrated(new CustomerId(1), 1)).isEmpty();
    }

    @Test
    void agrees_with_the_definition_after_random_events() {
        ObviousKnownRatings obvious = new ObviousKnownRatings(SCALE, ERAS, SCALE.defaultNeighborGap());
        RandomEvents random = new RandomEvents(42, 12, 9);
        for (int round = 0; round < 4; round++) {
            List<RatingEvent> events = random.next(60);
            events.forEach(obvious::apply);
            apply(events);

            assertThat(known().facts(random.questions(), EVERYTHING))
                    .isEqualTo(obvious.facts(random.questions(), EVERYTHING));
            for (long minRatings : new long[] {0, 1, 4, 8}) {
                for (int customer = 0; customer < 13; customer++) {
                    CustomerId id = new CustomerId(customer);
                    assertThat(known().unrated(id, minRatings)).isEqualTo(obvious.unrated(id, minRatings));
                }
            }
        }
    }

    private KnownFacts facts(long customer, long movie) {
        return known().facts(List.of(question(customer, movie)), EVERYTHING).get(0);
    }

    private static Question question(long customer, long movie) {
        return new Question(new CustomerId(customer), new MovieId(movie));
    }

    private static RatingEvent rated(long customer, long movie, int stars, long day, Integer year) {
        MovieFacts facts = MovieFacts.named(new MovieId(movie), year, "Movie " + movie);
        return new RatingEvent.Rated(new CustomerId(customer), facts, stars, day * 86_400);
    }

    private static RatingEvent named(long customer, long movie, Integer year, String title) {
        MovieFacts facts = MovieFacts.named(new MovieId(movie), year, title);
        return new RatingEvent.Rated(new CustomerId(customer), facts, 3, 86_400);
    }

    private static RatingEvent withdrawn(long customer, long movie, long day) {
        MovieFacts facts = MovieFacts.named(new MovieId(movie), null, null);
        return new RatingEvent.Withdrawn(new CustomerId(customer), facts, day * 86_400);
    }

    private static RatingEvent erased(long customer) {
        return new RatingEvent.Erased(new CustomerId(customer));
    }
}
