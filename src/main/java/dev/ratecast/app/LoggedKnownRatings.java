package dev.ratecast.app;

import dev.ratecast.known.KnownFacts;
import dev.ratecast.known.KnownRatings;
import dev.ratecast.known.KnownRatingsUnavailableException;
import dev.ratecast.known.Question;
import dev.ratecast.known.Wanted;
import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Says in the log why predictions cannot be made, once when an outage of the known ratings begins and once when it is
 * over, and hands everything on. Over is what has not failed for a while: some questions answered and others not are one
 * outage. Safe for use by many threads.
 */
final class LoggedKnownRatings implements KnownRatings {
    static final Duration QUIET = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(LoggedKnownRatings.class);

    private final KnownRatings known;
    private final LongSupplier nanoTime;
    private volatile boolean away;
    private long begun;
    private long lastFailure;
    private long failures;

    /**
     * Logs what happens to questions.
     *
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    LoggedKnownRatings(KnownRatings known, LongSupplier nanoTime) {
        this.known = known;
        this.nanoTime = nanoTime;
    }

    @Override
    public List<KnownFacts> facts(List<Question> questions, Wanted wanted) {
        return now().facts(questions, wanted);
    }

    @Override
    public boolean isQuick(Question question) {
        return known.isQuick(question);
    }

    @Override
    public List<MovieId> unrated(CustomerId customer, long minRatings) {
        return now().unrated(customer, minRatings);
    }

    @Override
    public KnownRatings now() {
        return new Now(known.now());
    }

    /** What answers at one moment, told about like everything else. */
    private final class Now implements KnownRatings {
        private final KnownRatings answering;

        Now(KnownRatings answering) {
            this.answering = answering;
        }

        @Override
        public List<KnownFacts> facts(List<Question> questions, Wanted wanted) {
            return told(() -> answering.facts(questions, wanted));
        }

        @Override
        public boolean isQuick(Question question) {
            return answering.isQuick(question);
        }

        @Override
        public List<MovieId> unrated(CustomerId customer, long minRatings) {
            return told(() -> answering.unrated(customer, minRatings));
        }
    }

    private <T> T told(Supplier<T> question) {
        T answer;
        try {
            answer = question.get();
        } catch (KnownRatingsUnavailableException e) {
            failed(e);
            throw e;
        }
        if (away) {
            answered();
        }
        return answer;
    }

    private synchronized void failed(KnownRatingsUnavailableException cause) {
        lastFailure = nanoTime.getAsLong();
        failures++;
        if (!away) {
            away = true;
            begun = lastFailure;
            LOG.warnf("event=known-ratings-unavailable cause=\"%s\"", cause.getMessage());
        }
    }

    private synchronized void answered() {
        long now = nanoTime.getAsLong();
        if (away && now - lastFailure >= QUIET.toNanos()) {
            away = false;
            LOG.infof(
                    "event=known-ratings-available-again seconds=%d failures=%d",
                    Duration.ofNanos(lastFailure - begun).toSeconds(), failures);
            failures = 0;
        }
    }
}
