package dev.ratecast.quality;

import dev.ratecast.model.ServingObserver.Role;
import dev.ratecast.rating.Era;

/**
 * What errors are kept apart by.
 *
 * @param role whether the active or the shadow model predicted
 * @param warm whether any rating of the customer was known before
 */
public record QualityCell(Role role, Arrival arrival, Era era, boolean warm) {}
