package dev.ratecast.model;

import java.util.Optional;

/** The model that serves now. */
public interface ActiveModel {
    /** Empty while none is active: then nothing can be predicted. */
    Optional<RatingModel> current();
}
