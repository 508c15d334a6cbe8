package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.RatecastProcess;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import dev.ratecast.testing.TcpProxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process that is frozen with a batch in hand, loses its partitions to another and wakes up believing that it still
 * owns them, writes nothing of that batch; the tables are those of a run that was never disturbed.
 */
class AFrozenOwnerWritesNothingIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Who moved which offset, under which epoch, in the order of the commits. */
    private static final String[] RECORD_MOVES = {
        """
        create table moved (n bigserial, application text, partition int, owner_epoch bigint, from_offset bigint,
                            next_offset bigint)""",
        """
        create function record_move() returns trigger language plpgsql as $$ begin
            if new.next_offset <> old.next_offset then
                insert into moved (application, partition, owner_epoch, from_offset, next_offset)
                values (current_setting('application_name'), new.partition, new.owner_epoch, old.next_offset,
                        new.next_offset);
            end if;
            return new;
        end $$""",
        "create trigger record_move after update on consumed_offset for each row execute function record_move()"
    };

    private static final String DISORDER =
            """
            select * from (
                select partition, owner_epoch, from_offset, lag(next_offset, 1, 0::bigint) over w as expected_offset,
                       lag(owner_epoch, 1, 0::bigint) over w as former_epoch
                from moved window w as (partition by partition order by n)) as move
            where from_offset <> expected_offset or owner_epoch < former_epoch
            """;

    private final PGSimpleDataSource database = (PGSimpleDataSource) Servers.newMigratedDatabase();
    private int rated;

    @Test
    void an_owner_frozen_with_a_batch_in_hand_and_overtaken_meanwhile_writes_nothing_of_it() throws Exception {
        Tables.execute(database, RECORD_MOVES);
        try (IngestionUnderTest undisturbed = new IngestionUnderTest(2);
                TcpProxy proxy = new TcpProxy(database.getPortNumbers()[0]);
                RatecastProcess owner = start(undisturbed, "owner", proxy.port())) {
            undisturbed.startConsumer();
            owner.awaitReading();
            rate(undisturbed, 300);
            awaitMovesTo(undisturbed);

            // Before its transaction begins: it begins late, and finds another epoch.
            freezeAt("set_config", false, owner, proxy, undisturbed);
            try (RatecastProcess other = start(undisturbed, "other", database.getPortNumbers()[0])) {
                other.awaitReading();
                thawOvertaken(owner, proxy, undisturbed, "are owned by another consumer or have moved on");

                // In the middle of it: the database has cut it off meanwhile.
                freezeAt("select pg_advisory", false, owner, proxy, undisturbed);
                thawOvertaken(owner, proxy, undisturbed, "terminating connection due to idle-in-transaction timeout");

                // While the database works on the new rows: it has everything that belongs to them, and waits for
                // nothing.
                freezeAt("rating (customer_id, movie_id, rating, rating_date)", true, owner, proxy, undisturbed);
                thawOvertaken(owner, proxy, undisturbed, "terminating connection due to idle-in-transaction timeout");
            }
            assertThat(Tables.rows(database, DISORDER)).as("moves out of order").isEmpty();
            assertThat(Tables.effects(database)).isEqualTo(Tables.effects(undisturbed.dataSource()));
            assertThat(undisturbed.deadLetters()).isEmpty();
        }
    }

    /**
     * Sends ratings, and freezes the owner when it sends this.
     *
     * @param arrives whether the database gets it all the same, or only once the owner has woken up
     */
    private void freezeAt(
            String statement, boolean arrives, RatecastProcess owner, TcpProxy proxy, IngestionUnderTest undisturbed)
            throws InterruptedException {
        CountDownLatch inHand = new CountDownLatch(1);
        proxy.show(sent -> {
            if (sent.contains(statement)) {
                owner.freeze();
                if (!arrives) {
                    proxy.swallow();
                }
                inHand.countDown();
            }
        });
        // Until one comes to a partition that is the owner's: a rebalance may be under way.
        for (int i = 0; i < 120 && inHand.getCount() > 0; i++) {
            rate(undisturbed, 100);
            inHand.await(500, TimeUnit.MILLISECONDS);
        }
        assertThat(inHand.getCount()).isZero();
        proxy.show(sent -> {});
    }

    private void thawOvertaken(RatecastProcess owner, TcpProxy proxy, IngestionUnderTest undisturbed, String noticed)
            throws Exception {
        rate(undisturbed, 300);
        awaitMovesTo(undisturbed);
        long last = Tables.number(database, "select max(n) from moved");
        List<String> epochs = Tables.rows(database, "select partition, owner_epoch from consumed_offset");

        int said = owner.log().length();
        proxy.pass();
        owner.thaw();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> owner.log().substring(said).contains(noticed));
        rate(undisturbed, 300);
        awaitMovesTo(undisturbed);

        // What the former owner has written since, it wrote as the owner of a later epoch.
        assertThat(Tables.rows(
                        database,
                        "select partition, owner_epoch from moved where application = 'owner' and n > " + last))
                .noneMatch(epochs::contains);
    }

    private RatecastProcess start(IngestionUnderTest undisturbed, String name, int postgresPort) {
        // Statements are sent as text each time, so that the proxy can tell them.
        String url = "jdbc:postgresql://localhost:%d/%s?ApplicationName=%s&sslmode=disable&prepareThreshold=0"
                .formatted(postgresPort, database.getDatabaseName(), name);
        Map<String, String> configuration = new HashMap<>(Map.of(
                "kafka.bootstrap.servers", Servers.bootstrapServers(),
                "kafka.session.timeout.ms", "6000",
                "kafka.heartbeat.interval.ms", "1000",
                "quarkus.datasource.jdbc.url", url,
                "quarkus.datasource.jdbc.additional-jdbc-properties.ApplicationName", name,
                "quarkus.datasource.username", "ratecast",
                "quarkus.datasource.password", "ratecast",
                "ratecast.known.source", "postgres",
                "ratecast.factors.refresh", "false",
                "ratecast.ingestion.topic", undisturbed.topic()));
        configuration.putAll(Map.of(
                "ratecast.ingestion.dead-letter-topic",
                undisturbed.deadLetterTopic(),
                "ratecast.ingestion.group",
                "frozen-" + undisturbed.topic(),
                "ratecast.ingestion.idle-timeout",
                "3s",
                "ratecast.prediction.request-topic",
                undisturbed.deadLetterTopic()));
        return RatecastProcess.start(configuration, name + "-" + undisturbed.topic());
    }

    private void awaitMovesTo(IngestionUnderTest undisturbed) {
        undisturbed.awaitApplied();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> positions(database)
                .equals(positions(undisturbed.dataSource())));
    }

    private static List<String> positions(DataSource dataSource) throws Exception {
        return Tables.rows(dataSource, "select partition, next_offset from consumed_offset");
    }

    private void rate(IngestionUnderTest ingestion, int ratings) {
        for (int i = 0; i < ratings; i++) {
            int n = rated++;
            // Some are new, and some replace another.
            int movie = n % 3 == 0 ? n : n % 90;
            ingestion.send(
                    n % 40,
                    "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":%d,\"rating_date\":\"2005-01-01\"}"
                            .formatted(n % 40, movie, 1 + n % 5));
        }
        ingestion.flush();
    }
}
