package dev.ratecast.rating.config;

import dev.ratecast.known.NeighborRule;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a rating is in this installation. Stored at the first start; a start with other settings is refused. */
@ConfigMapping(prefix = "ratecast.rating")
public interface RatingConfig {
    /** The scale: MIN..MAX, or MIN..MAX/STEP. */
    @WithDefault("1..5")
    String scale();

    /** The first release years of the second, third… era, ascending. */
    @WithDefault("1970,1990")
    List<Integer> eraBoundaries();

    /** The names of the eras, one more than boundaries. Movies without a year are in era {@code unknown}. */
    @WithDefault("<1970,70s and 80s,90s and 2000s")
    List<String> eraNames();

    /** The largest mean gap between neighbors, in stars; by default one eighth of the scale's range. */
    Optional<BigDecimal> neighborGap();

    /**
     * The scale as the rest of the service takes it.
     *
     * @throws IllegalArgumentException where it is none; names the key
     */
    default RatingScale toScale() {
        try {
            return RatingScale.parse(scale());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("ratecast.rating.scale: " + e.getMessage());
        }
    }

    /**
     * The eras as the rest of the service takes them.
     *
     * @throws IllegalArgumentException where boundaries and names do not go together; names the keys
     */
    default Eras toEras() {
        try {
            return new Eras(eraBoundaries(), eraNames());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("ratecast.rating.era-boundaries and era-names: " + e.getMessage());
        }
    }

    /** The gap that holds: the configured one, else the scale's default. */
    default BigDecimal effectiveNeighborGap() {
        return neighborGap().orElseGet(() -> toScale().defaultNeighborGap());
    }

    /** The neighbor rule as the rest of the service takes it. */
    default NeighborRule toNeighborRule() {
        return toNeighborRule(toScale());
    }

    /** The neighbor rule on another scale than the configured one, such as a dataset's. */
    default NeighborRule toNeighborRule(RatingScale scale) {
        return NeighborRule.of(scale, neighborGap().orElseGet(scale::defaultNeighborGap));
    }
}
