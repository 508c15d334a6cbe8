package dev.ratecast.cli;

import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.kafka.DeadLetterTopic;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.rating.config.RatingConfig;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** Opens the dead-letter topic for a command. */
final class LettersUnderCommand {
    @Mixin
    private BrokerAddress broker;

    @Mixin
    private EmbeddedInstance embedded;

    Map<String, Object> kafka() {
        return broker.settings(embedded);
    }

    /** The dead-letter topic's name. */
    String topic() {
        return CommandConfig.of(IngestionConfig.class).deadLetterTopic();
    }

    DeadLetterTopic open() {
        IngestionConfig ingestion = CommandConfig.of(IngestionConfig.class);
        RatingEventParser parser =
                new RatingEventParser(CommandConfig.of(RatingConfig.class).toScale(), ingestion.futureTolerance());
        return new DeadLetterTopic(kafka(), ingestion.deadLetterTopic(), ingestion.topic(), parser);
    }
}
