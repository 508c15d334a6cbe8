package dev.ratecast.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.factor.FactorTable;
import dev.ratecast.factor.Factors;
import dev.ratecast.factor.MovieAudiences;
import dev.ratecast.factor.TitleEffects;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.Question;
import dev.ratecast.known.RandomEvents;
import dev.ratecast.known.Wanted;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeatureBatchTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final double TASTE = 0.02;
    private static final double TITLE = 0.02;
    private static final Occasion OCCASION = new Occasion(1_001_000_000L, 1990, null);

    private final FeatureAssembler assembler = FeatureAssemblers.of(SCALE, Eras.DEFAULT);
    private final RandomEvents random = new RandomEvents(3, 20, 15);
    private final List<RatingEvent> events = random.next(400);
    private final Factors factors = factors(false, TASTE, TITLE);

    @Test
    void the_customers_own_rating_of_the_movie_is_left_out() {
        MemoryKnownRatings known = known(events);
        int compared = 0;
        for (Question question : random.questions()) {
            KnownFacts facts = facts(known, question);
            if (facts.ownUnits() == null) {
                continue;
            }
            MemoryKnownRatings other = known(events);
            other.apply(new RatingEvent.Rated(
                    question.customer(),
                    MovieFacts.named(question.movie(), null, null),
                    facts.ownUnits() == 5 ? 1 : facts.ownUnits() + 1,
                    1_900_000_000L));

            FeatureVector before = assembler.of(facts, OCCASION, factors);
            FeatureVector after = assembler.of(facts(other, question), OCCASION, factors);

            assertThat(after.inputs()).containsExactly(before.inputs(), within(1e-6f));
            assertThat(after.baselines().process()).isEqualTo(before.baselines().process(), within(1e-9));
            compared++;
        }
        assertThat(compared).isGreaterThan(20);
    }

    @Test
    void turned_factors_are_the_same_factors() {
        MemoryKnownRatings known = known(events);
        Factors turned = factors(true, TASTE, TITLE);
        for (Question question : random.questions()) {
            KnownFacts facts = facts(known, question);

            assertThat(assembler.of(facts, OCCASION, turned).inputs())
                    .containsExactly(assembler.of(facts, OCCASION, factors).inputs(), within(1e-5f));
        }
    }

    @Test
    void a_batch_that_shares_a_customers_work_says_what_single_questions_say() {
        MemoryKnownRatings known = known(events);
        List<KnownFacts> facts = known.facts(random.questions(), assembler.wanted(factors, 0));

        List<FeatureVector> together = assembler.of(facts, Collections.nCopies(facts.size(), OCCASION), factors);

        for (int i = 0; i < facts.size(); i++) {
            assertThat(together.get(i).inputs())
                    .isEqualTo(assembler.of(facts.get(i), OCCASION, factors).inputs());
        }
    }

    @Test
    void raters_tastes_move_the_process_and_not_the_damped_biases() {
        assertMovesTheProcessAlone(factors(false, 0, TITLE));
    }

    @Test
    void titles_move_the_process_and_not_the_damped_biases() {
        assertMovesTheProcessAlone(factors(false, TASTE, 0));
    }

    @Test
    void audiences_move_the_process_and_neither_the_damped_biases_nor_those_with_factors() {
        FeatureAssembler comparing = new FeatureAssembler(
                SCALE, Eras.DEFAULT, NeighborRule.byDefault(SCALE), new FeatureChoice(Set.of(), true));
        MemoryKnownRatings known = known(events);
        Factors without = withAudiences(MovieAudiences.unknown(factors.movies().size()));
        int moved = 0;
        for (Question question : random.questions()) {
            KnownFacts facts = facts(known, question);
            FeatureVector.Baselines by = comparing.of(facts, OCCASION, factors).baselines();
            FeatureVector.Baselines plain =
                    comparing.of(facts, OCCASION, without).baselines();

            assertThat(by.dampedBiases()).isEqualTo(plain.dampedBiases());
            assertThat(by.biasesWithFactors()).isEqualTo(plain.biasesWithFactors());
            moved += by.process() == plain.process() ? 0 : 1;
        }
        assertThat(moved).isGreaterThan(20);
    }

    private Factors withAudiences(MovieAudiences audiences) {
        return new Factors(
                factors.version(),
                factors.mean(),
                factors.spread(),
                factors.ratings(),
                factors.latest(),
                factors.movies(),
                factors.customers(),
                factors.titles(),
                audiences);
    }

    /** What the factors have and others are without. */
    private void assertMovesTheProcessAlone(Factors without) {
        MemoryKnownRatings known = known(events);
        int moved = 0;
        for (Question question : random.questions()) {
            KnownFacts facts = facts(known, question);
            FeatureVector.Baselines by = assembler.of(facts, OCCASION, factors).baselines();
            FeatureVector.Baselines plain =
                    assembler.of(facts, OCCASION, without).baselines();

            assertThat(by.dampedBiases()).isEqualTo(plain.dampedBiases());
            moved += by.process() == plain.process() ? 0 : 1;
        }
        assertThat(moved).isGreaterThan(20);
    }

    @Test
    void a_movie_that_nobody_has_named_is_judged_by_the_title_that_the_asker_gives() {
        Question question = new Question(new CustomerId(77), new MovieId(123_456_789));
        KnownFacts facts = facts(known(events), question);

        assertThat(process(facts, "Ducks: Season 1")).isGreaterThan(process(facts, "Ducks"));
        assertThat(process(facts, "Ducks")).isEqualTo(process(facts, null));
    }

    private double process(KnownFacts facts, @Nullable String title) {
        return assembler
                .of(facts, new Occasion(1_001_000_000L, 1990, title), factors)
                .baselines()
                .process();
    }

    @Test
    void the_first_rating_of_a_new_customer_changes_the_next_prediction() {
        MemoryKnownRatings known = known(events);
        Question question =
                new Question(new CustomerId(77), random.questions().get(1).movie());
        FeatureVector unknown = assembler.of(facts(known, question), OCCASION, factors);

        known.apply(new RatingEvent.Rated(
                question.customer(),
                MovieFacts.named(random.questions().get(2).movie(), null, null),
                1,
                1_000_900_000L));

        assertThat(assembler
                        .of(facts(known, question), OCCASION, factors)
                        .baselines()
                        .process())
                .isLessThan(unknown.baselines().process());
    }

    @Test
    void unknown_customers_and_movies_get_finite_features_inside_the_scale() {
        MemoryKnownRatings empty = known(List.of());
        for (MemoryKnownRatings known : List.of(empty, known(events))) {
            for (Question question : random.questions()) {
                FeatureVector features = assembler.of(facts(known, question), OCCASION, factors);
                for (float input : features.inputs()) {
                    assertThat(input).isFinite();
                }
                assertThat(features.baselines().process()).isBetween(1.0, 5.0);
            }
        }
    }

    private KnownFacts facts(MemoryKnownRatings known, Question question) {
        return known.facts(List.of(question), Wanted.NO_LISTS).get(0);
    }

    private static MemoryKnownRatings known(List<RatingEvent> events) {
        MemoryKnownRatings known = new MemoryKnownRatings(SCALE, Eras.DEFAULT, NeighborRule.byDefault(SCALE));
        events.forEach(known::apply);
        return known;
    }

    private static float[] numbers(int size, Random random) {
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = (float) (0.4 * random.nextGaussian());
        }
        return numbers;
    }

    private static void turn(float[] vectors, int rank) {
        for (int from = 0; from < vectors.length; from += rank) {
            float first = vectors[from];
            vectors[from] = -vectors[from + 3];
            vectors[from + 3] = first;
        }
    }

    /** Random vectors for the events' movies, or the same turned by a right angle in two of their dimensions. */
    private Factors factors(boolean turned, double taste, double title) {
        long[] movies = random.questions().stream()
                .mapToLong(question -> question.movie().value())
                .distinct()
                .sorted()
                .toArray();
        int rank = 8;
        Random numbers = new Random(9);
        float[] vectors = numbers(movies.length * rank, numbers);
        float[] audiences = numbers(vectors.length, new Random(10));
        if (turned) {
            turn(vectors, rank);
            turn(audiences, rank);
        }
        int[] counts = new int[movies.length];
        java.util.Arrays.fill(counts, 5);
        float[] tastes = new float[movies.length];
        for (int movie = 0; movie < movies.length; movie++) {
            tastes[movie] = (float) (taste * numbers.nextGaussian());
        }
        float[] titles = new float[movies.length];
        for (int movie = 0; movie < movies.length; movie++) {
            titles[movie] = (float) (title * numbers.nextGaussian());
        }
        FactorTable table = new FactorTable(rank, movies, counts, new float[movies.length], tastes, vectors);
        return new Factors(
                "test",
                0.6,
                0.25,
                400,
                0,
                table,
                FactorTable.empty(rank),
                new TitleEffects(Map.of("season", (float) title), titles),
                new MovieAudiences(rank, audiences));
    }
}
