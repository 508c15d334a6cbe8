package dev.ratecast.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.testing.CommandUnderTest;
import dev.ratecast.testing.IngestionUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import} sends what the service is configured to take to where it takes it from, unless an option says otherwise. */
class ImportIT {
    @TempDir
    Path folder;

    @Test
    void the_configured_topic_is_the_default() throws Exception {
        Path file = ratings("7,4,2005-02-03,5,2002,Scotland");
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            CommandUnderTest command = new CommandUnderTest(ingestion);

            assertThat(command.run("import", "--dataset", file.toString()).text())
                    .contains("sent 1 to topic " + ingestion.topic() + ",");
            assertThat(ingestion.records()).hasSize(1);
            command.with("ratecast.ingestion.topic", "not-there");
            assertThat(command.run("import", "--dataset", file.toString(), "--topic", ingestion.topic())
                            .text())
                    .contains("sent 1 to topic " + ingestion.topic() + ",");
        }
    }

    @Test
    void the_configured_scale_is_the_default() throws Exception {
        Path file = ratings("7,4,2005-02-03,5,2002,Scotland", "8,3.5,2005-02-03,5,2002,Scotland");
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            CommandUnderTest command = new CommandUnderTest(ingestion);
            String[] load = {"import", "--dataset", file.toString()};

            assertThat(command.run(load).text())
                    .contains("line 3: rating must be on the scale 1..5, not \"3.5\"")
                    .contains("sent 1 to topic");
            command.with("ratecast.rating.scale", "0.5..5/0.5");
            assertThat(command.run(load).text()).contains("sent 2 to topic").contains("refused 0 lines");
        }
    }

    @Test
    void dates_in_the_future_are_sent_as_far_as_ingestion_takes_them() throws Exception {
        LocalDate inAWeek = LocalDate.now(ZoneOffset.UTC).plusDays(7);
        Path file = ratings("7,4,2005-02-03,5,2002,Scotland", "8,4," + inAWeek + ",5,2002,Scotland");
        try (IngestionUnderTest ingestion = new IngestionUnderTest(1)) {
            CommandUnderTest command = new CommandUnderTest(ingestion);

            assertThat(command.run("import", "--dataset", file.toString()).text())
                    .contains("line 3: rating_date must be from 1970-01-01 to ")
                    .contains("sent 1 to topic");
            command.with("ratecast.ingestion.future-tolerance", "8D");
            assertThat(command.run("import", "--dataset", file.toString()).text())
                    .contains("sent 2 to topic");
        }
    }

    private Path ratings(String... rows) throws IOException {
        List<String> lines = new ArrayList<>(List.of("customer_id,rating,rating_date,movie_id,release_year,title"));
        lines.addAll(List.of(rows));
        return Files.write(folder.resolve("ratings.csv"), lines);
    }
}
