package dev.ratecast.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratecast.aggregate.Tally;
import dev.ratecast.ingestion.TableAudit;
import dev.ratecast.known.RatingsChecksum;
import dev.ratecast.known.StoredRatings;
import dev.ratecast.known.StoredRatings.Standing;
import dev.ratecast.known.postgres.PostgresStoredRatings;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Compares what the memory of a running replica holds with the tables, where both have applied exactly the same records:
 * count and sum of each era, and a checksum over all ratings. Waits for such a moment, and for a replica that is busy; not
 * for one that refuses the call or is not there.
 */
final class ReplicaAudit {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(90);
    private static final long PAUSE_MILLIS = 500;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final DataSource dataSource;
    private final RatingScale scale;
    private final Eras eras;
    private final String topic;
    private final Optional<String> token;

    ReplicaAudit(DataSource dataSource, RatingScale scale, Eras eras, String topic, Optional<String> token) {
        this.dataSource = dataSource;
        this.scale = scale;
        this.eras = eras;
        this.topic = topic;
        this.token = token;
    }

    /**
     * Compares one replica.
     *
     * @param patience how long to wait until both stand at the same offsets; where they never do, that is the difference
     */
    TableAudit run(URI replica, Duration patience) throws InterruptedException {
        String name = "memory " + replica;
        StoredRatings ratings = new PostgresStoredRatings(dataSource, scale, eras);
        Instant end = Instant.now().plus(patience);
        String problem;
        do {
            try {
                // The replica first: the tables are copied only where there is something to compare with.
                JsonNode memory = ask(replica);
                RatingsChecksum checksum = new RatingsChecksum();
                Standing stored = ratings.copy(topic, checksum).standing();
                String offsets = offsets(stored);
                problem = "the memory is at " + memory.get("offsets") + ", the tables are at " + offsets;
                if (offsets.equals(offsets(memory))) {
                    List<String> differences = differences(memory, stored, checksum);
                    return new TableAudit(name, checksum.rows(), differences.size(), differences);
                }
            } catch (NotAnsweredException e) {
                problem = e.getMessage();
                if (!e.mayPass()) {
                    break;
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        } while (Instant.now().isBefore(end));
        return new TableAudit(name, 0, 1, List.of("not compared: " + problem));
    }

    private JsonNode ask(URI replica) throws NotAnsweredException, InterruptedException {
        URI address = replica.resolve("/memory");
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(LONGEST_ANSWER);
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            int status = response.statusCode();
            if (status != 200) {
                throw new NotAnsweredException(address + " answers " + status + " " + response.body(), status >= 500);
            }
            return memory(address, response.body());
        } catch (ConnectException e) {
            throw new NotAnsweredException("nothing listens at " + address, false);
        } catch (IOException e) {
            throw new NotAnsweredException(address + " gives no answer: " + e, true);
        }
    }

    private JsonNode memory(URI address, String body) throws NotAnsweredException {
        try {
            JsonNode memory = json.readTree(body);
            if (memory.hasNonNull("offsets")) {
                return memory;
            }
        } catch (JsonProcessingException e) {
            // No more a replica's answer than another document.
        }
        throw new NotAnsweredException(address + " is not the memory of a replica", false);
    }

    /** A replica did not say what its memory holds. */
    private static final class NotAnsweredException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean passing;

        /** @param passing whether it may answer a little later */
        NotAnsweredException(String message, boolean passing) {
            super(message);
            this.passing = passing;
        }

        boolean mayPass() {
            return passing;
        }
    }

    private List<String> differences(JsonNode memory, Standing stored, RatingsChecksum checksum) {
        List<String> differences = new ArrayList<>();
        Map<String, String> held = new TreeMap<>();
        memory.get("eras")
                .forEach(era -> held.put(
                        era.get("era").asText(),
                        text(
                                era.get("rating_count").asLong(),
                                era.get("rating_sum").asText())));
        for (int era = 0; era < eras.count(); era++) {
            Tally tally = stored.allByEra().get(era);
            String name = eras.all().get(era).name();
            String expected = text(
                    tally.count(),
                    scale.starsOf(tally.sum()).stripTrailingZeros().toPlainString());
            String found = held.getOrDefault(name, text(0, "0"));
            if (!found.equals(expected)) {
                differences.add("era=" + name + ": stored " + expected + ", in memory " + found);
            }
        }
        String storedRows = checksum.rows() + " rows with checksum " + checksum.value();
        String heldRows = memory.get("rows").asLong() + " rows with checksum "
                + memory.get("checksum").asText();
        if (!storedRows.equals(heldRows)) {
            differences.add("rating: stored " + storedRows + ", in memory " + heldRows);
        }
        return differences;
    }

    private static String text(long count, String sum) {
        return count + " ratings with sum "
                + new java.math.BigDecimal(sum).stripTrailingZeros().toPlainString();
    }

    private static String offsets(Standing stored) {
        Map<Integer, Long> offsets = new TreeMap<>();
        stored.positions().forEach((partition, position) -> offsets.put(partition, position.nextOffset()));
        return offsets.toString();
    }

    private static String offsets(JsonNode memory) {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : memory.get("offsets").properties()) {
            offsets.put(Integer.valueOf(entry.getKey()), entry.getValue().asLong());
        }
        return offsets.toString();
    }
}
