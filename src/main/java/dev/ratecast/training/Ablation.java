package dev.ratecast.training;

import dev.ratecast.model.NetworkSettings;
import dev.ratecast.model.PartScores;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What leaving something out costs: the errors on validation of models that differ in it, seed by seed. */
public final class Ablation {
    private final NetworkSettings settings;
    private final List<Long> seeds;
    private final TrainingProgress progress;

    public Ablation(NetworkSettings settings, List<Long> seeds, TrainingProgress progress) {
        this.settings = settings;
        this.seeds = List.copyOf(seeds);
        this.progress = progress;
    }

    /**
     * Errors on validation, in stars.
     *
     * @param models RMSE by seed
     * @param process RMSE of the process alone, which no seed changes
     */
    public record Costs(List<Double> models, double process) {
        public Costs {
            models = List.copyOf(models);
        }

        /** The mean over seeds. */
        public double model() {
            return models.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        }

        /** How much worse than others, with the same seeds: the mean. */
        public double worseThan(Costs others) {
            return model() - others.model();
        }

        /** The standard deviation over seeds of how much worse; 0 for one seed. */
        public double spread(Costs others) {
            double mean = worseThan(others);
            double squares = 0;
            for (int i = 0; i < models.size(); i++) {
                squares += Math.pow(models.get(i) - others.models().get(i) - mean, 2);
            }
            return models.size() == 1 ? 0 : Math.sqrt(squares / (models.size() - 1));
        }
    }

    /** Fits with each seed. */
    public Costs of(TrainingRun run, ReplayedExamples examples) {
        List<PartScores> scores = seeds.stream()
                .map(seed -> run.fit(examples, settings, seed, Instant.EPOCH, progress, null)
                        .manifest()
                        .scores()
                        .get("validate"))
                .map(Objects::requireNonNull)
                .toList();
        double process = Objects.requireNonNull(scores.get(0).baselines().get(Errors.PROCESS))
                .rmse();
        return new Costs(scores.stream().map(score -> score.model().rmse()).toList(), process);
    }
}
