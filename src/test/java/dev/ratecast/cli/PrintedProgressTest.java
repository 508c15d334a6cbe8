package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PrintedProgressTest {
    @Test
    void each_replay_of_a_run_is_counted_from_its_own_beginning() {
        StringWriter text = new StringWriter();
        PrintedProgress progress = new PrintedProgress(new PrintWriter(text));

        replay(progress, 3);
        replay(progress, 2);

        assertThat(text.toString().lines().filter(line -> line.contains("fitted factors")))
                .extracting(line -> line.substring(0, "fitted factors 0 times".length()))
                .containsExactly("fitted factors 3 times", "fitted factors 2 times");
    }

    @Test
    void a_refit_counts_examples_which_the_first_ratings_are_not() {
        StringWriter text = new StringWriter();

        new PrintedProgress(new PrintWriter(text)).onRefit(234);

        assertThat(text.toString().strip()).isEqualTo("fitting again on all 234 examples");
    }

    private static void replay(PrintedProgress progress, int fits) {
        progress.onReplayDue();
        for (int fit = 0; fit < fits; fit++) {
            progress.onFactorsDue();
            progress.onFactorsFitted();
        }
        progress.onReplayed(10, 10);
    }
}
