package dev.ratecast.known.kafka;

import dev.ratecast.known.FollowingStatus.Reason;
import org.jspecify.annotations.Nullable;

/** Why a memory has to be filled anew. */
record Doubt(Reason reason, @Nullable String text) {}
