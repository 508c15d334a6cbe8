package dev.ratecast.known.kafka;

import dev.ratecast.ingestion.Backoff;
import dev.ratecast.ingestion.EventParser;
import dev.ratecast.known.FollowedRatings;
import dev.ratecast.known.FollowingStatus;
import dev.ratecast.known.FollowingStatus.Phase;
import dev.ratecast.known.FollowingStatus.Reason;
import dev.ratecast.known.KnownRatingsUnavailableException;
import dev.ratecast.known.KnownSize;
import dev.ratecast.known.MemoryInspection;
import dev.ratecast.known.MemorySnapshots;
import dev.ratecast.known.MemoryStanding;
import dev.ratecast.known.RatingsLoad;
import dev.ratecast.known.ServedKnownRatings;
import dev.ratecast.known.StoredRatings;
import dev.ratecast.known.StoredRatings.Beginning;
import dev.ratecast.known.StoredRatings.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Fills a memory from what was kept of it, or from one snapshot of the store, follows the topic from the snapshot's
 * offsets, and has the memory serve once it has caught up. The memory is filled anew wherever it may no longer be what the
 * store comes to; the store serves meanwhile. What is away is waited for, and a memory that was right goes on serving.
 */
public final class MemoryFollower implements Runnable, AutoCloseable, MemoryInspection {
    private static final Logger LOG = Logger.getLogger(MemoryFollower.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final FollowerSettings settings;
    private final TopicCursor cursor;
    private final EventParser parser;
    private final StoredRatings stored;
    private final Supplier<RatingsLoad> emptyMemory;
    private final KeptMemory kept;
    private final Predicate<KnownSize> fits;
    private final ServedKnownRatings served;
    private final Interval recheck;
    private final Interval keeping;
    private final Backoff backoff;

    private final Map<Reason, Integer> loads = new EnumMap<>(Reason.class);
    /** Why a memory was filled last, or has to be. */
    private Reason loadFor = Reason.START;

    private @Nullable Following following;
    private boolean givenUp;
    private @Nullable Instant lastCaughtUp;
    private @Nullable String waitingFor;
    private @Nullable String fault;
    private @Nullable String lastFault;
    private int faultsInARow;
    private long loadBeganNanos;

    private final Inspections inspections = new Inspections();
    private volatile FollowingStatus status = FollowingStatus.OFF;
    private volatile boolean closing;

    /**
     * A follower that begins when it is run, on one thread.
     *
     * @param kafka client settings, the bootstrap servers among them
     * @param emptyMemory makes a memory to be filled
     * @param snapshots where the memory is kept between two runs
     * @param fits whether so much may be held in memory
     */
    public MemoryFollower(
            Map<String, Object> kafka,
            FollowerSettings settings,
            TopicIdentity identity,
            EventParser parser,
            StoredRatings stored,
            Supplier<RatingsLoad> emptyMemory,
            MemorySnapshots snapshots,
            Predicate<KnownSize> fits,
            ServedKnownRatings served) {
        this.settings = settings;
        this.cursor = new TopicCursor(kafka, settings.topic(), identity);
        this.parser = parser;
        this.stored = stored;
        this.emptyMemory = emptyMemory;
        this.kept = new KeptMemory(snapshots);
        this.fits = fits;
        this.served = served;
        this.recheck = new Interval(settings.recheck());
        this.keeping = new Interval(settings.snapshotEvery());
        this.backoff = new Backoff(settings.retryPause(), LONGEST_PAUSE, () -> ThreadLocalRandom.current()
                .nextDouble());
        report();
    }

    /** How the memory stands; from any thread. */
    public FollowingStatus status() {
        return status;
    }

    @Override
    public Optional<MemoryStanding> standing(Duration patience) throws InterruptedException {
        return status.phase() == Phase.OFF ? Optional.empty() : inspections.ask(patience);
    }

    /** Asks the loop to end; returns at once. The memory serves on as it is. */
    @Override
    public void close() {
        closing = true;
        cursor.wakeup();
    }

    @Override
    public void run() {
        try (cursor) {
            while (!closing && !givenUp) {
                guarded(this::loadOrFollow);
                guarded(this::tell);
            }
            keep();
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!closing && !givenUp) {
                // What no thread follows is of the past soon, and must not serve.
                giveUp("the thread that follows has ended");
            }
        }
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    /** Whatever a step throws is dealt with, so that the thread goes on. */
    private void guarded(Step step) throws InterruptedException {
        try {
            step.run();
        } catch (InterruptException e) {
            throw e;
        } catch (WakeupException e) {
            LOG.debug("woken to end");
        } catch (LogTruncationException e) {
            cursor.truncated(e);
            doubt(new Doubt(Reason.LOST_OFFSET, e.getMessage()));
        } catch (InvalidOffsetException e) {
            doubt(new Doubt(Reason.LOST_OFFSET, e.getMessage()));
        } catch (KafkaException | KnownRatingsUnavailableException e) {
            await(e);
        } catch (OutOfMemoryError e) {
            giveUp("the heap is too small for the known ratings");
        } catch (RuntimeException | Error e) {
            rest(e);
        }
    }

    private void loadOrFollow() throws InterruptedException {
        Following followed = following;
        if (followed == null || followed.isDoubted()) {
            load();
        } else {
            follow(followed);
        }
    }

    private void tell() {
        // Between two polls, so that offsets and ratings belong together.
        inspections.answer(() -> Optional.ofNullable(following).flatMap(Following::standing));
        report();
    }

    private void load() throws InterruptedException {
        String topicId = cursor.currentTopicId();
        if (!fits.test(stored.size())) {
            giveUp(null);
            return;
        }
        // From here on both servers answer, and there is no room for two.
        drop();
        loadBeganNanos = System.nanoTime();
        report();
        Following restored = loadFor == Reason.START ? restored(topicId) : null;
        Following filled = restored == null ? copied(topicId) : restored;
        if (restored == null) {
            loads.merge(loadFor, 1, Integer::sum);
        }
        following = filled;
        waitingFor = null;
        recheck.begin();
        keeping.begin();
        LOG.infof(
                "known=memory event=loaded reason=%s from=%s ratings=%d millis=%d not-followed=%s",
                loadFor,
                restored == null ? "postgres" : "snapshot",
                filled.memory().size().ratings(),
                loadMillis(),
                cursor.stopped());
    }

    /** The memory as it was kept, null where there is none to be followed on. */
    private @Nullable Following restored(@Nullable String topicId) {
        FollowedRatings memory = kept.restore(cursor, topicId);
        if (memory == null) {
            return null;
        }
        Beginning now = stored.beginning(settings.topic());
        // Where a row does not name the record, only the store can tell whether that was before the snapshot.
        EventReading reading = EventReading.fromBefore(parser, now.replayed(), now.replays());
        return new Following(memory, now.standing().positions(), cursor, reading, kept);
    }

    private Following copied(@Nullable String topicId) {
        // The copy goes past erasures that nobody reads from the topic then.
        kept.forget();
        RatingsLoad load = emptyMemory.get();
        Beginning beginning = stored.copy(settings.topic(), load);
        Standing standing = beginning.standing();
        cursor.place(standing.positions(), topicId);
        FollowedRatings memory = load.finish();
        if (!standing.allByEra().equals(memory.allByEra())) {
            throw new IllegalStateException("in one snapshot the store counts " + standing.allByEra()
                    + ", the ratings copied from it come to " + memory.allByEra());
        }
        EventReading reading = EventReading.from(parser, beginning.replayed(), beginning.replays());
        return new Following(memory, standing.positions(), cursor, reading, kept);
    }

    private void follow(Following followed) throws InterruptedException {
        Doubt doubt = followed.step(() -> noteProgress(followed));
        if (doubt != null) {
            doubt(doubt);
            return;
        }
        if (followed.catchesUp()) {
            served.serveFrom(followed.memory());
            fault = null;
            lastFault = null;
            faultsInARow = 0;
            noteProgress(followed);
            LOG.infof(
                    "known=memory event=caught-up ratings=%d millis=%d",
                    followed.memory().size().ratings(), loadMillis());
        }
        if (recheck.isOver()) {
            recheck(followed);
            recheck.begin();
        }
        if (keeping.isOver()) {
            keep();
        }
    }

    private void noteProgress(Following followed) {
        waitingFor = null;
        if (followed.hasCaughtUp() && cursor.lag() == 0) {
            lastCaughtUp = Instant.now();
        }
    }

    /** Looks whether the memory is still what the store comes to. */
    private void recheck(Following followed) throws InterruptedException {
        Doubt doubt = followed.recheckTopic();
        if (doubt == null) {
            noteProgress(followed);
            Standing now = storeNow();
            if (now != null && !fits.test(followed.memory().size())) {
                giveUp(null);
                return;
            }
            doubt = now == null ? null : followed.recheck(now);
        }
        if (doubt != null) {
            doubt(doubt);
        }
    }

    /** How the store stands, null where it does not answer: the memory does not need it, and ingestion says that it is away. */
    private @Nullable Standing storeNow() {
        try {
            return stored.standing(settings.topic());
        } catch (KnownRatingsUnavailableException e) {
            LOG.debugf("known=memory event=unchecked reason=\"%s\"", e.getMessage());
            return null;
        }
    }

    private void keep() {
        keeping.begin();
        if (following != null) {
            following.keep();
        }
    }

    /** Has the memory filled anew, once the store answers. */
    private void doubt(Doubt doubt) {
        LOG.warnf("known=memory event=doubted reason=%s cause=\"%s\"", doubt.reason(), doubt.text());
        loadFor = doubt.reason();
        if (following != null) {
            following.doubt();
        }
    }

    /** Something is away: waits a little, and tries the same again. */
    private void await(Exception cause) throws InterruptedException {
        if (waitingFor == null) {
            LOG.warnf("known=memory event=waiting cause=\"%s\"", cause.getMessage());
        }
        waitingFor = String.valueOf(cause.getMessage());
        recheck.end();
        pause(settings.retryPause());
    }

    /** Something failed that should not: the memory may be wrong. Waits longer and longer before the next try. */
    private void rest(Throwable cause) throws InterruptedException {
        if (!cause.toString().equals(lastFault)) {
            LOG.error("known=memory event=fault; it is filled anew, and repeats are not logged", cause);
        }
        lastFault = cause.toString();
        drop();
        kept.forget();
        loadFor = Reason.FAULT;
        faultsInARow++;
        fault = cause + ", " + faultsInARow + " times";
        pause(backoff.after(faultsInARow));
    }

    /** @param why null where nothing is wrong: more is known than the heap is meant to hold */
    private void giveUp(@Nullable String why) {
        drop();
        kept.forget();
        fault = why;
        givenUp = true;
        if (why != null) {
            LOG.errorf("known=postgres event=memory-given-up cause=\"%s\"", why);
        } else {
            LOG.info("known=postgres event=memory-given-up cause=\"more ratings than fit the heap\"");
        }
        report();
    }

    private void drop() {
        served.serveFrom(null);
        following = null;
    }

    private void pause(Duration pause) throws InterruptedException {
        report();
        long end = System.nanoTime() + pause.toNanos();
        while (!closing && System.nanoTime() - end < 0) {
            Thread.sleep(Math.min(100, pause.toMillis()));
        }
    }

    private void report() {
        Following followed = following;
        status = new FollowingStatus(
                phase(),
                followed == null ? 0 : followed.memory().size().ratings(),
                followed == null ? 0 : cursor.lag(),
                lastCaughtUp,
                cursor.stopped(),
                waitingFor,
                fault,
                loads);
    }

    private Phase phase() {
        if (givenUp) {
            return Phase.OFF;
        }
        if (following == null) {
            return Phase.LOADING;
        }
        return following.hasCaughtUp() ? Phase.FOLLOWING : Phase.CATCHING_UP;
    }

    private long loadMillis() {
        return Duration.ofNanos(System.nanoTime() - loadBeganNanos).toMillis();
    }
}
