package dev.ratecast.known;

import dev.ratecast.rating.CustomerId;
import dev.ratecast.rating.MovieId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What predictions are made from: the memory while there is one that has caught up, else what is stored. */
public final class ServedKnownRatings implements KnownRatings {
    private final KnownRatings stored;
    private volatile @Nullable KnownRatings memory;

    public ServedKnownRatings(KnownRatings stored) {
        this.stored = stored;
    }

    @Override
    public List<KnownFacts> facts(List<Question> questions, Wanted wanted) {
        return now().facts(questions, wanted);
    }

    @Override
    public boolean isQuick(Question question) {
        return now().isQuick(question);
    }

    @Override
    public List<MovieId> unrated(CustomerId customer, long minRatings) {
        return now().unrated(customer, minRatings);
    }

    @Override
    public KnownRatings now() {
        KnownRatings serving = memory;
        return serving == null ? stored : serving;
    }

    /**
     * What is stored, whatever serves. The memory may be ahead of it: who has to know nothing of the ratings that are
     * about to be applied asks here.
     */
    public KnownRatings stored() {
        return stored;
    }

    /** Serves from this memory from now on; from what is stored where it is null. */
    public void serveFrom(@Nullable KnownRatings caughtUp) {
        memory = caughtUp;
    }

    public boolean isFromMemory() {
        return memory != null;
    }
}
