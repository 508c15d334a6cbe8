package dev.ratecast.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ratecast.model.LoadedModel;
import dev.ratecast.model.Score;
import dev.ratecast.model.ServedModel;
import dev.ratecast.model.ServingObserver.Role;
import dev.ratecast.prediction.FixedWorld;
import dev.ratecast.rating.Eras;
import org.junit.jupiter.api.Test;

class LiveScoresTest {
    private static final QualitySettings SETTINGS = new QualitySettings(1, 1, 1_500, 1.1);
    private static final QualityCell NEW = cell(Role.ACTIVE, Arrival.NEW);

    private final LiveScores scores = new LiveScores(SETTINGS);
    private final ServedModel model = expecting(0.9);

    @Test
    void drift_is_told_once_there_are_enough_new_ratings_and_only_of_them() {
        for (int i = 0; i < 999; i++) {
            scores.add(NEW, model, 1, true);
            scores.add(cell(Role.ACTIVE, Arrival.IMPORT), model, 3, true);
        }
        assertThat(scores.driftRatio()).isNaN();
        assertThat(scores.isDrifted()).isFalse();

        scores.add(NEW, model, 1, true);
        assertThat(scores.driftRatio()).isEqualTo(1 / 0.9, within(1e-12));
        assertThat(scores.isDrifted()).isTrue();

        for (int i = 0; i < 1_500; i++) {
            scores.add(NEW, model, 0.95, true);
        }
        assertThat(scores.driftRatio()).isEqualTo(0.95 / 0.9, within(1e-12));
        assertThat(scores.isDrifted()).isFalse();
    }

    @Test
    void without_an_expectation_there_is_no_drift() {
        ServedModel unknown = new ServedModel(new LoadedModel(FixedWorld.BASELINE, null), null);
        for (int i = 0; i < 2_000; i++) {
            scores.add(NEW, unknown, 3, true);
        }
        assertThat(scores.driftRatio()).isNaN();
    }

    @Test
    void another_version_begins_its_role_anew_and_leaves_the_other_role() {
        RollingErrors active = scores.add(NEW, model, 1, true);
        RollingErrors shadow = scores.add(cell(Role.SHADOW, Arrival.NEW), expecting(0.8), 0.5, true);
        scores.addPair(1, 0.5);
        assertThat(scores.shadowGain()).isEqualTo(0.5, within(1e-12));

        assertThat(scores.add(NEW, expecting(0.7), 2, true)).isSameAs(active);

        assertThat(active.rmse()).isEqualTo(2);
        assertThat(scores.ofNew(Role.ACTIVE).rmse()).isEqualTo(2);
        assertThat(shadow.rmse()).isEqualTo(0.5);
        assertThat(scores.shadowGain()).isNaN();
    }

    private static QualityCell cell(Role role, Arrival arrival) {
        return new QualityCell(role, arrival, Eras.DEFAULT.unknown(), true);
    }

    private static ServedModel expecting(double rmse) {
        return new ServedModel(new LoadedModel(FixedWorld.BASELINE, new Score(10, rmse, 0.7)), null);
    }
}
