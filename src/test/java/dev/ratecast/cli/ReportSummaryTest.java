package dev.ratecast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.evaluation.EvaluationReport;
import dev.ratecast.evaluation.Reports;
import dev.ratecast.evaluation.Scored;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReportSummaryTest {
    @Test
    void the_worst_bucket_is_said_to_be_better_where_it_is() {
        EvaluationReport report = Reports.whole(Scored.random(13, 3_000));
        StringWriter text = new StringWriter();

        ReportSummary.print(report, new PrintWriter(text, true));

        double worseBy = Objects.requireNonNull(report.worstBucket()).worseBy();
        assertThat(worseBy).as("of this report").isNegative();
        assertThat(text.toString())
                .contains(String.format(Locale.ROOT, "better by %.4f than the %s", -worseBy, report.baseline()));
    }
}
