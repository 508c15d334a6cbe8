package dev.ratecast.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.ingestion.OffsetStore.StoredOffset;
import dev.ratecast.ingestion.postgres.OffsetTable;
import dev.ratecast.testing.IngestionUnderTest;
import dev.ratecast.testing.Servers;
import dev.ratecast.testing.Tables;
import dev.ratecast.testing.crash.CrashableProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process that halts at any step between poll and commit, or right after, loses nothing and counts nothing twice: the
 * next one leaves the tables as those of a run that was never disturbed, which reads the same topic. Which steps there
 * are is found out by a process that reaches all of them.
 */
class ACrashAtAnyStepLosesNothingIT {
    private static final String GARBAGE = "no event";

    /** Set where each step is to be crashed at, and not one of each kind alone. */
    private static final String ALL_STEPS = "crash.every-step";

    /** Says which one of each kind, so that every day has others; a number, the day's own by default. */
    private static final String TURN = "crash.turn";

    @TempDir
    Path folder;

    private final DataSource disturbed = Servers.newMigratedDatabase();
    private int slices;

    @Test
    void wherever_a_process_halts_the_next_one_comes_to_the_state_of_an_undisturbed_run() throws Exception {
        try (IngestionUnderTest undisturbed = new IngestionUnderTest(2)) {
            undisturbed.startConsumer();
            sendSlice(undisturbed);
            List<String> steps = List.copyOf(stepsOf(undisturbed));
            List<String> chosen = chosen(steps);
            System.out.printf("steps=%d %s=%d crashed-at=%s%n", steps.size(), TURN, turn(), chosen);
            assertThat(steps)
                    .contains("records polled", "dead letter leaves", "dead letter acknowledged")
                    .contains("before commit", "after commit", "after rollback")
                    .anyMatch(step -> step.startsWith("before insert into rating (customer_id"))
                    .anyMatch(step -> step.startsWith("before update consumed_offset"))
                    .hasSizeGreaterThan(20);
            assertThat(chosen)
                    .contains("before commit", "after commit")
                    .containsAnyOf("records polled", "offset told to Kafka")
                    .containsAnyOf("dead letter leaves", "dead letter acknowledged")
                    .anyMatch(step -> step.endsWith("rollback"))
                    .anyMatch(step -> step.startsWith("before select"))
                    .anyMatch(step -> step.startsWith("before insert"))
                    .anyMatch(step -> step.startsWith("before update"))
                    .anyMatch(step -> step.startsWith("before delete"));

            CrashableProcess process = start(undisturbed);
            for (String step : chosen) {
                process.begin();
                awaitUndisturbedState(undisturbed, "before the crash at \"" + step + "\"");
                process.haltAt(step);
                sendSlice(undisturbed);
                // Its successor starts beside it, to save time.
                CrashableProcess next = start(undisturbed);
                assertThat(process.hasHalted()).as("halted at \"%s\"", step).isTrue();
                process = next;
            }
            process.begin();
            awaitUndisturbedState(undisturbed, "after the last crash");
            process.end();

            assertThat(Tables.aggregates(disturbed)).isEqualTo(Tables.recount(disturbed));
            assertThat(letters(undisturbed)).isEqualTo(garbage(undisturbed));
        }
    }

    /** One step of each kind, another one at each turn. */
    private static List<String> chosen(List<String> steps) {
        if (Boolean.getBoolean(ALL_STEPS)) {
            return steps;
        }
        return steps.stream()
                .collect(Collectors.groupingBy(ACrashAtAnyStepLosesNothingIT::kind, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(ofAKind -> ofAKind.get(Math.floorMod(turn(), ofAKind.size())))
                .toList();
    }

    /** Statements by their verb; before and after a commit are two kinds, since that is where most can go wrong. */
    private static String kind(String step) {
        String[] words = step.split(" ");
        return switch (words[1]) {
            case "commit" -> step;
            case "polled", "told" -> "consumer";
            default -> words[1];
        };
    }

    private static int turn() {
        return Integer.getInteger(TURN, (int) LocalDate.now(ZoneOffset.UTC).toEpochDay());
    }

    /** Every step that a process reaches with a slice in hand. */
    private Set<String> stepsOf(IngestionUnderTest undisturbed) throws Exception {
        try (CrashableProcess process = start(undisturbed)) {
            process.begin();
            awaitUndisturbedState(undisturbed, "at first");
            sendSlice(undisturbed);
            awaitUndisturbedState(undisturbed, "where nothing crashed");
            // The offset is told to Kafka after the commit.
            Thread.sleep(500);
            return new TreeSet<>(process.end());
        }
    }

    private CrashableProcess start(IngestionUnderTest undisturbed) throws Exception {
        // In a group of its own: the broker need not find out first that the former process is gone.
        return new CrashableProcess(
                String.valueOf(((PGSimpleDataSource) disturbed).getUrl()),
                undisturbed.topic(),
                undisturbed.deadLetterTopic(),
                "crash-" + UUID.randomUUID(),
                folder.resolve("processes.log"));
    }

    private void awaitUndisturbedState(IngestionUnderTest undisturbed, String when) throws Exception {
        undisturbed.awaitApplied();
        OffsetTable offsets = new OffsetTable(disturbed);
        Awaitility.await(when)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(30))
                .until(() -> positions(offsets, undisturbed.topic())
                        .equals(positions(undisturbed.offsets(), undisturbed.topic())));
        assertThat(Tables.effects(disturbed)).as(when).isEqualTo(Tables.effects(undisturbed.dataSource()));
    }

    private static Map<Integer, Long> positions(OffsetTable offsets, String topic) {
        return offsets.all(topic).stream().collect(Collectors.toMap(StoredOffset::partition, StoredOffset::nextOffset));
    }

    /** Events of every kind: each slice adds, replaces, withdraws, repeats, comes late, erases, moves a movie to another era, and is no event. */
    private void sendSlice(IngestionUnderTest ingestion) {
        int slice = ++slices;
        for (int customer = 1; customer <= 8; customer++) {
            rate(ingestion, customer, 100 + slice, 1 + (customer + slice) % 5, 10, ",\"release_year\":1995");
            rate(ingestion, customer, 99 + slice, 1 + (customer + slice) % 5, 11, ",\"release_year\":1960");
            rate(ingestion, customer, 1, 1 + (customer * slice) % 5, 1 + slice % 28, "");
        }
        rate(ingestion, 1, 2, 3, 20, "");
        rate(ingestion, 1, 2, 4, 21, "");
        rate(ingestion, 1, 2, 2, 19, "");
        rate(ingestion, 1, 2, 4, 21, "");
        rate(ingestion, 2, 98 + slice, null, 25, "");
        rate(ingestion, 50, 1, 5, 5, "");
        rate(ingestion, 50, 100 + slice, 5, 5, "");
        rate(ingestion, 60 + slice, 1, 2, 5, "");
        erase(ingestion, 50);
        erase(ingestion, 59 + slice);
        rate(ingestion, 50, 3, 1, 6, "");
        for (int customer = 1; customer <= 3; customer++) {
            ingestion.send(customer, GARBAGE + " " + slice);
        }
        ingestion.flush();
    }

    private static void rate(
            IngestionUnderTest ingestion, long customer, long movie, Integer stars, int day, String facts) {
        ingestion.send(
                customer,
                "{\"customer_id\":%d,\"movie_id\":%d,\"rating\":%s,\"rating_date\":\"2005-01-%02d\"%s}"
                        .formatted(customer, movie, stars, day, facts));
    }

    private static void erase(IngestionUnderTest ingestion, long customer) {
        ingestion.send(customer, "{\"customer_id\":" + customer + ",\"erase\":true}");
    }

    private static Set<String> garbage(IngestionUnderTest ingestion) {
        return ingestion.records().stream()
                .filter(record -> new String(record.value(), StandardCharsets.UTF_8).startsWith(GARBAGE))
                .map(record -> record.partition() + ":" + record.offset())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Where the dead letters come from; each twice at least, because two runs read the topic, and more after a crash. */
    private static Set<String> letters(IngestionUnderTest ingestion) {
        Map<String, Integer> letters = new HashMap<>();
        ingestion
                .deadLetters()
                .forEach(letter -> letters.merge(
                        header(letter, "dead-letter-partition") + ":" + header(letter, "dead-letter-offset"),
                        1,
                        Integer::sum));
        assertThat(letters.values()).allMatch(copies -> copies >= 2 && copies <= 3);
        return letters.keySet();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
