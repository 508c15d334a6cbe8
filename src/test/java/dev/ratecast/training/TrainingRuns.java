package dev.ratecast.training;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whole training runs, one fit for one replay. */
public final class TrainingRuns {
    private TrainingRuns() {}

    /** Replays and fits by the plan's settings and seed. */
    public static TrainedModel train(
            TrainingRun run, RatingLog log, TrainingPlan plan, Instant createdAt, @Nullable Challenge challenge) {
        ReplayedExamples examples = run.replay(log, plan, new Silence());
        return run.fit(examples, plan.settings(), plan.seed(), createdAt, new Silence(), challenge);
    }
}
