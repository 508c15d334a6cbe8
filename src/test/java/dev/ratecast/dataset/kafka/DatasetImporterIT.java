package dev.ratecast.dataset.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.dataset.Dataset;
import dev.ratecast.dataset.DatasetSource;
import dev.ratecast.dataset.RatingRules;
import dev.ratecast.dataset.ReadListener;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.testing.Servers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What stands in the way of an import is named. */
class DatasetImporterIT {
    private static final Dataset SAMPLE = Dataset.load(
            DatasetSource.ofSample(), null, RatingRules.anyDate(RatingScale.WHOLE_STARS), ReadListener.NONE);

    @Test
    void a_topic_that_does_not_exist_is_named_however_short_the_last_question_is() throws Exception {
        // The first answer takes a while, the next ones do not: a deadline falls into every part of a round.
        List<Callable<Void>> sends = IntStream.range(0, 10)
                .mapToObj(i -> Duration.ofMillis(2_000 + 25 * i))
                .<Callable<Void>>map(wait -> () -> {
                    assertThatThrownBy(() -> send(Servers.bootstrapServers(), wait))
                            .as("waiting %s", wait)
                            .isInstanceOf(ImportFailedException.class)
                            .hasMessage("topic no-such-topic does not exist at " + Servers.bootstrapServers());
                    return null;
                })
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try {
            for (Future<Void> sent : threads.invokeAll(sends)) {
                sent.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void a_broker_that_does_not_answer_is_named() {
        assertThatThrownBy(() -> send("localhost:1", Duration.ofSeconds(1)))
                .isInstanceOf(ImportFailedException.class)
                .hasMessageContaining("localhost:1")
                .hasMessageNotContaining("does not exist");
    }

    private static void send(String broker, Duration wait) {
        new DatasetImporter(Map.of("bootstrap.servers", broker), "no-such-topic", wait)
                .send(SAMPLE, SAMPLE.timeOrder(), DatasetImporter.Progress.NONE);
    }
}
