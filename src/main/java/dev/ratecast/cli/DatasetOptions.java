package dev.ratecast.cli;

import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.config.RatingConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of every command that reads a dataset. */
final class DatasetOptions {
    @Option(
            names = "--dataset",
            paramLabel = "PATH",
            required = true,
            description = "A folder, or one file with the movies described beside it.")
    Path path;

    @Mixin
    FormatOption format;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            converter = ScaleConverter.class,
            description = "The ratings that count, such as 1..5 or 0.5..5/0.5; the service has to be on the same scale"
                    + " (default: ratecast.rating.scale, which is 1..5 where nothing else is configured).")
    private @Nullable RatingScale scale;

    /** The scale that was asked for, else the configured one. */
    RatingScale scale() {
        return scale == null ? CommandConfig.of(RatingConfig.class).toScale() : scale;
    }

    static final class ScaleConverter implements ITypeConverter<RatingScale> {
        @Override
        public RatingScale convert(String text) {
            try {
                return RatingScale.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
