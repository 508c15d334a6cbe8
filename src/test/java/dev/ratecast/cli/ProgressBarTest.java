package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private ProgressBar bar(long total, boolean terminal) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new ProgressBar("Sending", total, stream, terminal, nanos::get);
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writes_a_line_every_five_seconds_where_there_is_no_terminal() {
        ProgressBar bar = bar(1_000, false);
        for (int second = 1; second <= 10; second++) {
            nanos.set(second * SECOND);
            bar.update(second * 50L);
        }

        assertThat(written().lines())
                .containsExactly(
                        "Sending  25%  250 of 1,000  50/s  0:15 left", "Sending  50%  500 of 1,000  50/s  0:10 left");
    }

    @Test
    void draws_in_place_on_a_terminal_and_ends_the_line() {
        ProgressBar bar = bar(4_000, true);
        nanos.set(SECOND);
        bar.update(1_000);
        nanos.set(2 * SECOND);
        bar.update(4_000);
        bar.close();

        assertThat(written())
                .contains("\rSending [======                  ]  25%  1,000 of 4,000  1,000/s  0:03 left")
                .contains("\rSending [========================] 100%  4,000 of 4,000  2,000/s  in 0:02")
                .endsWith(System.lineSeparator());
    }

    @Test
    void shows_count_and_rate_where_the_total_is_unknown() {
        ProgressBar bar = bar(0, false);
        nanos.set(2 * SECOND);
        bar.update(10);
        bar.close();

        assertThat(written()).isEqualToIgnoringNewLines("Sending 10  5/s  0:02");
    }
}
