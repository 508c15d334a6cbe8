package dev.ratecast.measure.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.Map;

/** The check of a run: some of its requests asked again over REST, one at a time, with nothing else going on. */
final class AskedAlone {
    /** What one answer everywhere means for what comes from factors and networks. */
    private static final double TOLERANCE = 1e-5;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final URI url;

    private int asked;
    private int differing;
    private int otherBytes;
    private double largest;

    AskedAlone(URI url) {
        this.url = url;
    }

    /** Prints how many answers under load differ from those asked alone. */
    boolean check(RequestBodies bodies, Map<Integer, byte[]> replies) throws IOException, InterruptedException {
        for (Map.Entry<Integer, byte[]> reply : replies.entrySet()) {
            HttpResponse<byte[]> alone = client.send(
                    HttpRequest.newBuilder(url)
                            .header("content-type", "application/json")
                            .POST(BodyPublishers.ofByteArray(bodies.of(reply.getKey())))
                            .build(),
                    BodyHandlers.ofByteArray());
            asked++;
            JsonNode expected = mapper.readTree(alone.body());
            JsonNode found = mapper.readTree(reply.getValue());
            otherBytes += expected.equals(found) ? 0 : 1;
            differing += alone.statusCode() == 200 && same(expected, found) ? 0 : 1;
        }
        boolean correct = asked > 0 && differing == 0;
        System.out.printf(
                "check asked-alone=%d differing=%d not-to-the-last-digit=%d largest-difference=%.1e %s%n",
                asked, differing, otherBytes, largest, correct ? "CORRECT" : "WRONG");
        return correct;
    }

    private boolean same(JsonNode expected, JsonNode found) {
        if (expected.isNumber() && found.isNumber()) {
            double difference = Math.abs(expected.asDouble() - found.asDouble());
            largest = Math.max(largest, difference);
            return difference <= TOLERANCE;
        }
        if (!expected.isContainerNode()) {
            return expected.equals(found);
        }
        if (expected.size() != found.size()) {
            return false;
        }
        if (expected.isArray()) {
            for (int i = 0; i < expected.size(); i++) {
                if (!same(expected.get(i), found.get(i))) {
                    return false;
                }
            }
            return true;
        }
        for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!found.has(name) || !same(expected.get(name), found.get(name))) {
                return false;
            }
        }
        return true;
    }
}
