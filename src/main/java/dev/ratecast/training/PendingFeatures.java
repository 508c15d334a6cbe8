package dev.ratecast.training;

import dev.ratecast.factor.Factors;
import dev.ratecast.feature.FeatureAssembler;
import dev.ratecast.feature.FeatureVector;
import dev.ratecast.feature.Occasion;
import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.Question;
import java.util.ArrayList;
import java.util.List;

/** Facts that wait to become features: many at once, on all cores, handed on in order. */
final class PendingFeatures {
    private static final int AT_ONCE = 512;

    private final FeatureAssembler assembler;
    private final List<Waiting> waiting = new ArrayList<>();

    PendingFeatures(FeatureAssembler assembler) {
        this.assembler = assembler;
    }

    void add(List<Row> rows, List<KnownFacts> facts, Factors factors, Replay.Listener listener) {
        for (int i = 0; i < rows.size(); i++) {
            waiting.add(new Waiting(rows.get(i), facts.get(i), factors));
        }
        if (waiting.size() >= AT_ONCE) {
            flush(listener);
        }
    }

    void flush(Replay.Listener listener) {
        List<FeatureVector> features = waiting.parallelStream()
                .map(w -> assembler.of(w.facts(), w.row().occasion(), w.factors()))
                .toList();
        for (int i = 0; i < features.size(); i++) {
            listener.onFeatures(waiting.get(i).row().place(), features.get(i));
        }
        waiting.clear();
    }

    /** A place in the time order, and what is asked there. */
    record Row(int place, Question question, Occasion occasion) {}

    private record Waiting(Row row, KnownFacts facts, Factors factors) {}
}
