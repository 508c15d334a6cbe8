package dev.ratecast.known.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.aggregate.Tally;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.known.Question;
import dev.ratecast.known.RandomEvents;
import dev.ratecast.known.Wanted;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingEvent;
import dev.ratecast.rating.RatingScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Readers at work while a writer applies events: every answer is that of one state between two events, all of its parts
 * of the same one. Every answer is held against the answers that a second matrix, without any other thread, gave after
 * each event.
 */
class ManyReadersTest {
    private static final RatingScale SCALE = RatingScale.WHOLE_STARS;
    private static final NeighborRule RULE = NeighborRule.byDefault(SCALE);
    private static final int READERS = 3;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void every_answer_is_of_one_state_between_two_events(long seed) throws Exception {
        int eventCount = 1_500;
        RandomEvents random = new RandomEvents(seed, 14, 10);
        List<RatingEvent> events = random.next(eventCount);
        Random draws = new Random(seed);
        List<List<Question>> batches = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<Question> all = random.questions();
            batches.add(List.of(
                    all.get(draws.nextInt(all.size())),
                    all.get(draws.nextInt(all.size())),
                    all.get(draws.nextInt(all.size()))));
        }
        // By batch of questions, then by the number of events applied.
        List<List<List<KnownFacts>>> expected = new ArrayList<>();
        MemoryKnownRatings alone = new MemoryKnownRatings(arrays(1 << 8));
        batches.forEach(batch -> expected.add(new ArrayList<>(List.of(alone.facts(batch, everything(2))))));
        for (RatingEvent event : events) {
            alone.apply(event);
            for (int b = 0; b < batches.size(); b++) {
                expected.get(b).add(alone.facts(batches.get(b), everything(2)));
            }
        }

        // A small log, so that readers are overtaken too.
        MemoryKnownRatings shared = new MemoryKnownRatings(arrays(1 << 6));
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicInteger answers = new AtomicInteger();
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<?>> checks = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                int first = reader;
                checks.add(readers.submit(() -> {
                    for (int turn = first; done.get() < eventCount; turn++) {
                        int batch = turn % batches.size();
                        int before = done.get();
                        List<KnownFacts> facts = shared.facts(batches.get(batch), everything(2));
                        int after = begun.get();
                        assertThat(expected.get(batch)
                                        .subList(before, after + 1)
                                        .contains(facts))
                                .as("%s is of one of the states after %d to %d events", facts, before, after)
                                .isTrue();
                        answers.incrementAndGet();
                    }
                }));
            }
            for (int i = 0; i < eventCount; i++) {
                begun.incrementAndGet();
                shared.apply(events.get(i));
                done.incrementAndGet();
                if (i % 8 == 0) {
                    Thread.yield();
                }
            }
            for (Future<?> check : checks) {
                check.get();
            }
        } finally {
            readers.shutdownNow();
        }
        assertThat(answers.get()).isPositive();
        for (int b = 0; b < batches.size(); b++) {
            assertThat(shared.facts(batches.get(b), everything(2)))
                    .isEqualTo(expected.get(b).get(eventCount));
        }
    }

    @Test
    void sums_agree_with_each_other_in_every_answer_while_rows_grow() throws Exception {
        MemoryKnownRatings shared = new MemoryKnownRatings(arrays(1 << 12));
        RandomEvents random = new RandomEvents(9, 2_500, 60);
        List<Question> questions = random.questions().subList(0, 61 * 20).stream()
                .filter(q -> q.hashCode() % 40 == 0)
                .toList();
        AtomicInteger done = new AtomicInteger();
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<?>> checks = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                checks.add(readers.submit(() -> {
                    while (done.get() == 0) {
                        for (KnownFacts facts : shared.facts(questions, everything(1))) {
                            check(facts);
                        }
                    }
                }));
            }
            for (int i = 0; i < 60; i++) {
                random.next(1_000).forEach(shared::apply);
            }
            done.set(1);
            for (Future<?> check : checks) {
                check.get();
            }
        } finally {
            readers.shutdownNow();
        }
    }

    private static void check(KnownFacts facts) {
        assertThat(facts.customer().count()).isLessThanOrEqualTo(facts.all().count());
        for (Tally tally : facts.allByEra()) {
            assertThat(tally.sum()).isBetween(tally.count(), 5 * tally.count());
        }
        if (facts.movie() != null) {
            Tally era = facts.allByEra().get(facts.movie().era().index());
            assertThat(facts.movie().ratings().count()).isLessThanOrEqualTo(era.count());
            assertThat(facts.neighborhood().ratings().count())
                    .isLessThanOrEqualTo(facts.movie().ratings().count());
        }
    }

    private static RatingArrays arrays(int log) {
        return new RatingArrays(
                SCALE,
                Eras.DEFAULT,
                RULE,
                new MatrixSettings(log, log << 3, 1 << 20, new DensePolicy(4, 4, 64), MatrixSettings.Sharing.DEFAULT));
    }

    private static Wanted everything(int nearest) {
        return new Wanted(nearest, (movie, ratings) -> true);
    }
}
