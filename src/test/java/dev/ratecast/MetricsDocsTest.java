package dev.ratecast;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.access.Access.Decision;
import dev.ratecast.access.AccessMetrics;
import dev.ratecast.admission.AdmissionMetrics;
import dev.ratecast.admission.AdmissionMetrics.Refusal;
import dev.ratecast.admission.CallGate;
import dev.ratecast.admission.WorkLimit;
import dev.ratecast.factor.Factors;
import dev.ratecast.factor.micrometer.FactorMetrics;
import dev.ratecast.ingestion.EffectCounts;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.micrometer.AuditMetrics;
import dev.ratecast.ingestion.micrometer.IngestionMetrics;
import dev.ratecast.known.FollowingStatus;
import dev.ratecast.known.FollowingStatus.Reason;
import dev.ratecast.known.ServedKnownRatings;
import dev.ratecast.known.micrometer.KnownRatingsMetrics;
import dev.ratecast.known.micrometer.KnownRatingsMetrics.Source;
import dev.ratecast.model.LoadedModel;
import dev.ratecast.model.ServedModel;
import dev.ratecast.model.ServingObserver.Role;
import dev.ratecast.model.micrometer.ModelMetrics;
import dev.ratecast.prediction.FixedWorld;
import dev.ratecast.prediction.metrics.PredictionMetrics;
import dev.ratecast.prediction.metrics.PredictionMetrics.Channel;
import dev.ratecast.prediction.metrics.PredictionMetrics.Outcome;
import dev.ratecast.prediction.metrics.PredictionMetrics.ReplyOutcome;
import dev.ratecast.quality.Arrival;
import dev.ratecast.quality.LiveScores;
import dev.ratecast.quality.QualityCell;
import dev.ratecast.quality.QualityObserver.Unscored;
import dev.ratecast.quality.QualitySettings;
import dev.ratecast.quality.micrometer.QualityMetrics;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingEffect;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** docs/metrics.md and the code name the same metrics, with the same values of tags. */
class MetricsDocsTest {
    private static final String DOCUMENT = "docs/metrics.md";

    @Test
    void every_metric_is_documented_and_no_other_is() {
        Set<String> documented = new TreeSet<>();
        metricRows().forEach(row -> documented.add(row.get(0)));
        assertThat(documented).isEqualTo(scraped());
    }

    @Test
    void tags_are_documented_with_all_their_values() {
        assertTags("ratecast_events_total", RatingEffect.values());
        assertTags("ratecast_predictions_seconds", Channel.values());
        assertTags("ratecast_predictions_seconds", Outcome.values());
        assertTags("ratecast_predictions_scored_total", Channel.values());
        assertTags("ratecast_prediction_replies_total", ReplyOutcome.values());
        assertTags("ratecast_audit_runs_total", AuditMetrics.Outcome.values());
        assertTags("ratecast_known_source", Source.values());
        assertTags("ratecast_known_memory_loads_total", Reason.values());
        assertTags("ratecast_model_info", Role.values());
        assertTags("ratecast_quality_ratings_total", Role.values());
        assertTags("ratecast_quality_ratings_total", Arrival.values());
        assertTags("ratecast_quality_unscored_total", Unscored.values());
        assertTags("ratecast_admin_refused_total", AccessMetrics.ADMIN_REFUSALS.toArray(Decision[]::new));
        assertTags("ratecast_access_refused_total", AccessMetrics.CALLER_REFUSALS.toArray(Decision[]::new));
        assertTags("ratecast_admission_refused_total", Refusal.values());
    }

    private static void assertTags(String metric, Enum<?>[] values) {
        List<String> row = metricRows().stream()
                .filter(cells -> cells.get(0).equals(metric))
                .findFirst()
                .orElseThrow();
        assertThat(row.get(2))
                .contains(Arrays.stream(values)
                        .map(value -> "`" + value.name().toLowerCase(Locale.ROOT) + "`")
                        .toList());
    }

    private static List<List<String>> metricRows() {
        return DocumentTables.rows(DOCUMENT).stream()
                .filter(row -> row.get(0).matches("ratecast_\\w+") && row.size() == 4)
                .toList();
    }

    /** The names that Prometheus sees once everything has happened; parts of a summary or histogram count as one. */
    private static Set<String> scraped() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        IngestionMetrics ingestion = new IngestionMetrics(registry, RatingEventParser.reasons());
        ingestion.applied(
                new EffectCounts(Map.of(RatingEffect.ADDED, 1), 1, List.of(RatingEffect.ADDED)),
                1,
                Duration.ofMillis(1));
        ingestion.deadLettered("empty");
        ingestion.retrying(new IllegalStateException());
        ingestion.faulted(new IllegalStateException());
        ingestion.lag(0, 1);
        PredictionMetrics predictions = new PredictionMetrics(registry);
        predictions.call(Channel.REST, Outcome.OK, Duration.ofMillis(1));
        predictions.scored(Channel.REST, 1);
        predictions.reply(ReplyOutcome.SENT);
        new KnownRatingsMetrics(registry, new ServedKnownRatings(new FixedWorld()), () -> FollowingStatus.OFF);
        predictions.recommendation(Outcome.OK, Duration.ofMillis(1));
        predictions.considered(1);
        ModelMetrics models = new ModelMetrics(registry);
        models.switched(Role.ACTIVE, new ServedModel(new LoadedModel(FixedWorld.BASELINE, null), null));
        new AuditMetrics(registry).audited(0);
        new AccessMetrics(registry);
        new AdmissionMetrics(registry, new CallGate(1, 1), new WorkLimit(1, Duration.ZERO));
        new FactorMetrics(registry, () -> Factors.NONE).fitted();
        LiveScores scores = new LiveScores(new QualitySettings(1, 1, 1, 2));
        new QualityMetrics(registry, scores)
                .counted(
                        new QualityCell(Role.ACTIVE, Arrival.NEW, Eras.DEFAULT.unknown(), true),
                        1,
                        true,
                        scores.ofNew(Role.ACTIVE));
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith("ratecast_"))
                .map(line -> line.replaceAll("[{ ].*", "").replaceAll("_(bucket|count|sum|max)$", ""))
                .collect(toCollection(TreeSet::new));
    }
}
