package dev.ratecast.cli;

import dev.ratecast.factor.EffectCorrection;
import dev.ratecast.factor.FactorSettings;
import dev.ratecast.factor.RefreshRule;
import dev.ratecast.feature.CustomerKernel;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.FeatureChoice;
import dev.ratecast.model.dl4j.Dl4jTrainer;
import dev.ratecast.training.Ablation;
import dev.ratecast.training.Replay;
import dev.ratecast.training.Replayed;
import dev.ratecast.training.ReplayedExamples;
import dev.ratecast.training.Split;
import dev.ratecast.training.TrainingPlan;
import dev.ratecast.training.TrainingRun;
import dev.ratecast.training.UnusableSplitException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what each feature of the network and each part of the process is worth, on validation ratings. */
@Command(
        name = "ablate",
        description = "Leave out one feature of the network, or one part of the process, at a time, and print what that"
                + " costs on the ratings to validate on, as Markdown. Nothing later is looked at.",
        mixinStandardHelpOptions = true)
final class AblateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TrainingSource source;

    @Mixin
    private DatabaseAddress database;

    @Mixin
    private EmbeddedInstance embedded;

    @Mixin
    private SplitOptions splitting;

    @Mixin
    private NetworkOptions networks;

    @Mixin
    private FactorOptions factors;

    /** What was asked for, once it is known to go together. */
    private record Asked(TrainingPlan plan, List<Long> seeds, RefreshRule rule) {}

    @Override
    public Integer call() {
        try {
            Asked asked = asked();
            ablate(source.read(spec.commandLine(), database, embedded), asked);
            return CommandLine.ExitCode.OK;
        } catch (UnusableSplitException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Asked asked() {
        try {
            source.requireOrder(true);
            Split asked = splitting.split();
            Split split = asked == null ? new Split.ByDefault(true, splitting.refit()) : asked;
            TrainingPlan plan = new TrainingPlan(
                    new Split.WithoutTest(split), splitting.withinDay(), splitting.seed(), networks.settings());
            return new Asked(plan, networks.seeds(splitting.seed()), factors.rule());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void ablate(TrainingSource.Ratings ratings, Asked asked) {
        PrintedProgress progress = new PrintedProgress(spec.commandLine().getErr());
        Ablation ablation = new Ablation(asked.plan().settings(), asked.seeds(), progress);
        FeatureSettings features = FeatureSettings.configured(ratings.scale());
        TrainingRun run = run(features, CustomerKernel.DEFAULT, FactorSettings.DEFAULT, asked.rule());
        ReplayedExamples examples = run.replay(ratings.log(), asked.plan(), progress);
        Ablation.Costs all = ablation.of(run, examples);
        printFeatures(ablation, run, examples, all);
        line("%n| left out of the process | process alone | worse by | model | worse by | ± over seeds |");
        line("|---|---|---|---|---|---|");
        line("| nothing | %.4f | | %.4f | | |", all.process(), all.model());
        withoutParts(features, asked.rule()).forEach((part, begin) -> {
            TrainingRun other = begin.get();
            printPart(part, ablation.of(other, other.replay(ratings.log(), asked.plan(), progress)), all);
        });
    }

    private void printFeatures(Ablation ablation, TrainingRun run, ReplayedExamples examples, Ablation.Costs all) {
        line("%n| left out of the network | RMSE on validation | worse by | ± over seeds |");
        line("|---|---|---|---|");
        line("| nothing | %.4f | | |", all.model());
        for (String feature : examples.schema().names()) {
            Ablation.Costs without = ablation.of(run, examples.withoutFeature(feature));
            line(
                    "| `%s` | %.4f | %+.4f | %s |",
                    feature, without.model(), without.worseThan(all), spread(without, all));
        }
    }

    private void printPart(String part, Ablation.Costs without, Ablation.Costs all) {
        line(
                "| %s | %.4f | %+.4f | %.4f | %+.4f | %s |",
                part,
                without.process(),
                without.process() - all.process(),
                without.model(),
                without.worseThan(all),
                spread(without, all));
    }

    /** Runs without one part of the process, by what it is called. */
    private static Map<String, Supplier<TrainingRun>> withoutParts(FeatureSettings features, RefreshRule rule) {
        Map<String, Supplier<TrainingRun>> others = new LinkedHashMap<>();
        for (EffectCorrection correction : EffectCorrection.values()) {
            FactorSettings settings = FactorSettings.DEFAULT.without(correction);
            others.put(
                    correction.name().toLowerCase(Locale.ROOT),
                    () -> run(features, CustomerKernel.DEFAULT, settings, rule));
        }
        for (String part : CustomerKernel.PARTS) {
            others.put(
                    part.replace('_', ' '),
                    () -> run(features, CustomerKernel.DEFAULT.without(part), FactorSettings.DEFAULT, rule));
        }
        return others;
    }

    /** The spread over seeds; one seed has none. */
    private static String spread(Ablation.Costs without, Ablation.Costs all) {
        return without.models().size() == 1 ? "–" : String.format(Locale.ROOT, "%.4f", without.spread(all));
    }

    private static TrainingRun run(
            FeatureSettings features, CustomerKernel kernel, FactorSettings settings, RefreshRule rule) {
        FeatureAssembler assembler = features.assembler(new FeatureChoice(Set.of(), false, kernel));
        Replay replay = Replays.into(features.known(), assembler, rule, settings);
        return new TrainingRun(new Replayed(replay), new Dl4jTrainer(features.scale()));
    }

    private void line(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
