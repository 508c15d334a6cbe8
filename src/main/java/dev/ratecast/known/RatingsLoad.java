package dev.ratecast.known;

/** An empty home of known ratings while it is filled. Nobody asks it anything before it is finished. */
public interface RatingsLoad extends RatingsSink {
    /** Ends the filling. */
    FollowedRatings finish();
}
