package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.chaos.ChaosOptions;
import dev.ratecast.chaos.ChaosReport;
import dev.ratecast.chaos.ChaosRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Application processes that are killed while servers restart under them come to the tables, the dead letters and the
 * memory of a run that was never disturbed. A short round of {@link ChaosRun}.
 */
class ChaosRoundIT {
    @Test
    void a_short_round_of_kills_and_restarts_comes_to_the_state_of_an_undisturbed_run() throws Exception {
        ChaosReport report = ChaosRun.run(new ChaosOptions(20_000, 3, 1, 1, 3, 4, 7, Path.of("target/chaos-round")));

        assertThat(report.isExact()).as(report.text()).isTrue();
    }
}
