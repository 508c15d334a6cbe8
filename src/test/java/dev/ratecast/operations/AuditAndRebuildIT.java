package dev.ratecast.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ratecast.ingestion.postgres.LightAudit;
import dev.ratecast.testing.CommandUnderTest;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.Tables;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code audit} finds what is not as a recount of the ratings gives it, and {@code rebuild} puts it right. */
class AuditAndRebuildIT {
    private final IngestionUnderTest ingestion = new IngestionUnderTest(2);
    private final CommandUnderTest command = new CommandUnderTest(ingestion);

    @BeforeEach
    void ingest_ratings_of_three_customers() {
        ingestion.startConsumer();
        for (int customer = 1; customer <= 3; customer++) {
            for (int movie = 1; movie <= 20; movie++) {
                send(customer, movie, Integer.toString(1 + (customer + movie) % 5));
            }
        }
        send(1, 1, "null");
        send(4, 1, "null");
        ingestion.awaitApplied();
    }

    @AfterEach
    void stop() throws InterruptedException {
        ingestion.close();
    }

    @Test
    void what_ingestion_wrote_is_clean() {
        CommandUnderTest.Result audit = command.run("audit");

        assertThat(audit.text())
                .containsPattern("movie +rows=20 differences=0")
                .containsPattern("customer_aggregate +rows=4 differences=0")
                .containsPattern("customer_era_aggregate +rows=12 differences=0")
                .containsPattern("movie_aggregate +rows=20 differences=0")
                .containsPattern("era_aggregate +rows=4 differences=0");
        assertThat(audit.exitCode()).isZero();
    }

    @Test
    void a_replica_that_refuses_or_is_not_there_is_asked_once() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/memory", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        server.start();
        String address = "http://localhost:" + server.getAddress().getPort();

        CommandUnderTest.Result refused = command.run("audit", "--tables-only", "--replica", address);
        server.stop(0);
        CommandUnderTest.Result away = command.run("audit", "--tables-only", "--replica", address);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.text()).contains("not compared: " + address + "/memory answers 403");
        assertThat(calls).hasValue(1);
        assertThat(away.exitCode()).isEqualTo(1);
        assertThat(away.text()).contains("not compared: nothing listens at " + address + "/memory");
    }

    @Test
    void an_offset_that_the_topic_does_not_have_is_found() throws Exception {
        Tables.execute(
                ingestion.dataSource(), "update consumed_offset set next_offset = next_offset + 7 where partition = 1");

        CommandUnderTest.Result audit = command.run("audit");

        assertThat(audit.text()).contains("consumed_offset          rows=2 differences=1");
        assertThat(audit.text()).containsPattern("partition=1: stored \\d+, offset \\d+ lies beyond the topic's end");
        assertThat(audit.exitCode()).isEqualTo(1);
        assertThat(command.run("audit", "--tables-only").exitCode()).isZero();
    }

    @Test
    void the_light_audit_finds_eras_that_disagree_and_customers_of_its_sample() throws Exception {
        LightAudit light = new LightAudit(ingestion.dataSource(), 200);
        assertThat(light.run(0)).isEqualTo(new LightAudit.Outcome(8, 0));

        Tables.execute(
                ingestion.dataSource(),
                "update customer_aggregate set rating_sum = rating_sum + 0.5 where customer_id = 2",
                "update movie_aggregate_slot set rating_count = rating_count + 1 where movie_id = 7");

        assertThat(light.run(0)).isEqualTo(new LightAudit.Outcome(8, 2));
        // The sample begins behind customer 2.
        assertThat(light.run(0.6)).isEqualTo(new LightAudit.Outcome(6, 1));
    }

    @Test
    void differences_in_every_table_are_found_and_repaired() throws Exception {
        Tables.execute(
                ingestion.dataSource(),
                "update customer_aggregate set rating_sum = rating_sum + 0.5 where customer_id = 2",
                "delete from customer_aggregate where customer_id = 4",
                "insert into customer_era_aggregate values (9, '<1970', 1, 3)",
                "update movie_aggregate_slot set rating_count = rating_count + 1 where movie_id = 7",
                "delete from era_aggregate_slot where era = 'unknown'",
                "update movie set era = 'unknown' where movie_id = 1",
                "delete from movie where movie_id = 20");

        CommandUnderTest.Result audit = command.run("audit");

        assertThat(audit.exitCode()).isEqualTo(1);
        assertThat(audit.text())
                .containsPattern("movie +rows=20 differences=2")
                .contains("movie_id=1: stored era unknown, recounted era <1970")
                .contains("movie_id=20: stored nothing, recounted era unknown")
                .contains("customer_id=2: stored 20 ratings with sum 60.5, recounted 20 ratings with sum 60")
                .contains("customer_id=4: stored nothing, recounted 0 ratings with sum 0")
                .contains("customer_id=9 era=<1970: stored 1 ratings with sum 3, recounted nothing")
                .containsPattern("movie_id=7: stored 4 ratings with sum \\d+, recounted 3 ratings with sum")
                .contains("era=unknown: stored nothing, recounted");

        CommandUnderTest.Result rebuild = command.run("rebuild");

        assertThat(rebuild.text()).contains("committed").doesNotContain("changed");
        assertThat(rebuild.exitCode()).isZero();
        assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
        assertThat(Tables.number(ingestion.dataSource(), "select count(distinct slot) from movie_aggregate_slot"))
                .isEqualTo(1);
        assertThat(command.run("audit").exitCode()).isZero();
    }

    @Test
    void ingestion_goes_on_exactly_after_a_rebuild() throws Exception {
        command.run("rebuild");
        send(1, 5, "5");
        send(2, 21, "2");
        ingestion.awaitApplied();

        assertThat(command.run("audit").exitCode()).isZero();
        assertThat(Tables.aggregates(ingestion.dataSource())).isEqualTo(Tables.recount(ingestion.dataSource()));
    }

    @Test
    void other_eras_are_refused_by_audit_until_rebuild_made_them_those_of_the_tables() throws Exception {
        command.run("rebuild");
        String before = Tables.rows(ingestion.dataSource(), "select installation_id from installation")
                .get(0);
        command.with("ratecast.rating.era-boundaries", "1980").with("ratecast.rating.era-names", "old's,new");

        CommandUnderTest.Result audit = command.run("audit");
        assertThat(audit.exitCode()).isEqualTo(2);
        assertThat(audit.text()).contains("ratecast.rating.era-boundaries is \"1980\"");

        CommandUnderTest.Result rebuild = command.run("rebuild");
        assertThat(rebuild.text()).contains("changed: ratecast.rating.era-names is \"old's,new,unknown\"");
        assertThat(Tables.rows(ingestion.dataSource(), "select distinct era from movie"))
                .containsExactly("new|", "old's|", "unknown|");
        assertThat(Tables.rows(ingestion.dataSource(), "select era from era_aggregate"))
                .containsExactly("new|", "old's|", "unknown|");
        assertThat(Tables.rows(
                        ingestion.dataSource(), "select installation_id, era_boundaries, era_names from installation"))
                .containsExactly(before + "1980|old's,new,unknown|");
        assertThat(command.run("audit").exitCode()).isZero();
    }

    @Test
    void other_settings_are_refused_while_a_service_runs_on_the_old_ones() throws Exception {
        command.run("rebuild");
        Map<String, List<String>> before = Tables.everything(ingestion.dataSource());
        command.with("ratecast.rating.era-boundaries", "1980").with("ratecast.rating.era-names", "old,new");
        try (Connection service = ingestion.dataSource().getConnection()) {
            service.setClientInfo("ApplicationName", "ratecast");

            CommandUnderTest.Result rebuild = command.run("rebuild");

            assertThat(rebuild.exitCode()).isEqualTo(1);
            assertThat(rebuild.text()).contains("a service is connected", "era-boundaries", "stop every replica first");
            assertThat(Tables.everything(ingestion.dataSource())).isEqualTo(before);
        }
        assertThat(command.run("rebuild").exitCode()).isZero();
    }

    @Test
    void a_scale_that_stored_ratings_are_not_on_changes_nothing() throws Exception {
        command.run("rebuild");

        CommandUnderTest.Result rebuild =
                command.with("ratecast.rating.scale", "0..4").run("rebuild");

        assertThat(rebuild.exitCode()).isEqualTo(1);
        assertThat(rebuild.text()).contains("stored ratings are not on the scale 0..4: 5 (");
        assertThat(Tables.rows(ingestion.dataSource(), "select scale from installation"))
                .containsExactly("1..5|");
    }

    /** Movies 1 to 19 are of 1951 to 1969, 1970… in steps of three years; movie 20 has no year. */
    private void send(int customer, int movie, String rating) {
        String year = movie == 20 ? "null" : Integer.toString(1948 + 3 * movie);
        ingestion.send(
                customer,
                "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":%s,\"rating_date\":\"2005-01-01\",\"release_year\":%s}"
                        .formatted(customer, movie, rating, year));
    }
}
