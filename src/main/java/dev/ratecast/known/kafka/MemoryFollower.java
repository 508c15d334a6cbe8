package dev.ratecast.known.kafka;

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
import dev.ratecast.known.RatingsChecksum;
import dev.ratecast.known.RatingsLoad;
import dev.ratecast.known.ServedKnownRatings;
import dev.ratecast.known.StoredRatings;
import dev.ratecast.known.StoredRatings.Standing;
import dev.ratecast.known.kafka.MemoryComparison.Doubt;
import dev.ratecast.rating.RatingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Fills a memory from what was kept of it, or from one snapshot of the store, follows the topic from the snapshot's offsets, and has the memory serve
 * once it has caught up. Whatever makes it doubtful whether the memory is what the store comes to has it filled anew; the
 * store serves meanwhile. What is away is waited for, and a memory that was right goes on serving.
 */
public final class MemoryFollower implements Runnable, AutoCloseable, MemoryInspection {
    private static final Logger LOG = Logger.getLogger(MemoryFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final FollowerSettings settings;
    private final TopicCursor cursor;
    private final EventReading reading;
    private final StoredRatings stored;
    private final MemoryComparison comparison;
    private final Supplier<RatingsLoad> emptyMemory;
    private final KeptMemory kept;
    private final Predicate<KnownSize> fits;
    private final ServedKnownRatings served;

    private final Map<Reason, Integer> loads = new EnumMap<>(Reason.class);
    private @Nullable FollowedRatings memory;
    private @Nullable Reason loadFor = Reason.START;
    private @Nullable ConsumerRecords<byte[], byte[]> unapplied;
    private Phase phase = Phase.LOADING;
    private @Nullable Instant lastCaughtUp;
    private @Nullable String waitingFor;
    private @Nullable String fault;
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
        this.cursor = new TopicCursor(kafka, settings.topic());
        this.reading = new EventReading(parser);
        this.stored = stored;
        this.comparison = new MemoryComparison(settings, cursor, identity, stored);
        this.emptyMemory = emptyMemory;
        this.kept = new KeptMemory(snapshots, settings.snapshotEvery());
        this.fits = fits;
        this.served = served;
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

    /** Between two polls, so that offsets and ratings belong together. */
    private Optional<MemoryStanding> standing() {
        FollowedRatings held = memory;
        if (held == null || phase != Phase.FOLLOWING || unapplied != null || loadFor != null) {
            return Optional.empty();
        }
        RatingsChecksum checksum = held.checksum();
        return Optional.of(new MemoryStanding(
                comparison.topicId(), cursor.positions(), held.allByEra(), checksum.rows(), checksum.value()));
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
            while (!closing && phase != Phase.OFF) {
                guarded(this::loadOrFollow);
                guarded(this::tell);
            }
            keep();
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!closing && phase != Phase.OFF) {
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
        Reason reason = loadFor;
        FollowedRatings followed = memory;
        if (reason != null || followed == null) {
            load(reason == null ? Reason.FAULT : reason);
        } else {
            follow(followed);
        }
    }

    private void tell() {
        inspections.answer(this::standing);
        report();
    }

    private void load(Reason reason) throws InterruptedException {
        Standing now = stored.standing(settings.topic());
        Optional<String> id = comparison.currentTopicId();
        if (!fits.test(stored.size())) {
            giveUp(null);
            return;
        }
        // From here on both servers answer, and there is no room for two.
        drop();
        phase = Phase.LOADING;
        loadBeganNanos = System.nanoTime();
        report();
        comparison.follow(id.orElse(null));
        FollowedRatings restored = reason == Reason.START ? kept.restore(cursor, comparison.topicId()) : null;
        FollowedRatings filled = restored == null ? copied() : restored;
        if (restored == null) {
            loads.merge(reason, 1, Integer::sum);
        } else {
            comparison.loadedAt(now);
            // Where a row does not name the record, only the store can tell whether that was before the snapshot.
            reading.beginBefore(now.replayed(), now.replays());
        }
        memory = filled;
        loadFor = null;
        waitingFor = null;
        phase = Phase.CATCHING_UP;
        comparison.beginInterval();
        kept.beginInterval();
        LOG.infof(
                "known=memory event=loaded reason=%s from=%s ratings=%d millis=%d not-followed=%s",
                reason,
                restored == null ? "postgres" : "snapshot",
                filled.size().ratings(),
                loadMillis(),
                cursor.stopped());
    }

    private FollowedRatings copied() {
        // The copy goes past erasures that nobody reads from the topic then.
        kept.forget();
        RatingsLoad load = emptyMemory.get();
        Standing standing = stored.copy(settings.topic(), load);
        cursor.place(standing.positions(), comparison.topicId());
        reading.begin(standing.replayed(), standing.replays());
        comparison.loadedAt(standing);
        FollowedRatings filled = load.finish();
        MemoryComparison.requireSame(standing, filled);
        return filled;
    }

    /** Keeps the memory, where it has followed everything so far. */
    private void keep() {
        FollowedRatings followed = memory;
        String id = comparison.topicId();
        kept.beginInterval();
        if (followed != null
                && id != null
                && phase == Phase.FOLLOWING
                && unapplied == null
                && loadFor == null
                && cursor.stopped().isEmpty()) {
            kept.write(followed, new MemorySnapshots.Position(id, cursor.positions()));
        }
    }

    private void follow(FollowedRatings followed) throws InterruptedException {
        ConsumerRecords<byte[], byte[]> records = unapplied;
        if (records == null) {
            records = cursor.poll(POLL);
        }
        if (!records.isEmpty()) {
            // Kept where the broker does not say which topic these are of: the client is past them already.
            unapplied = records;
            Doubt ofTopic = comparison.ofTopic();
            if (ofTopic != null) {
                doubt(ofTopic);
                return;
            }
            List<RatingEvent> events = reading.events(records);
            followed.apply(events);
            kept.forgetErased(events);
            unapplied = null;
            noteProgress();
            if (reading.isUndecided()) {
                doubt(new Doubt(Reason.DISAGREEMENT, "only the store can tell which replay of a dead letter counts"));
                return;
            }
        }
        if (phase == Phase.CATCHING_UP && cursor.hasReachedTheEndAtStart()) {
            phase = Phase.FOLLOWING;
            served.serveFrom(followed);
            fault = null;
            faultsInARow = 0;
            noteProgress();
            LOG.infof(
                    "known=memory event=caught-up ratings=%d millis=%d",
                    followed.size().ratings(), loadMillis());
        }
        if (comparison.isDue()) {
            recheck(followed);
            comparison.beginInterval();
        }
        if (kept.isDue()) {
            keep();
        }
    }

    private void noteProgress() {
        waitingFor = null;
        if (phase == Phase.FOLLOWING && cursor.lag() == 0) {
            lastCaughtUp = Instant.now();
        }
    }

    /** Looks whether the memory is still what the store comes to. */
    private void recheck(FollowedRatings followed) throws InterruptedException {
        Doubt ofTopic = comparison.ofTopic();
        Doubt doubt = ofTopic == null ? comparison.ofPartitions() : ofTopic;
        if (doubt == null) {
            noteProgress();
            Standing now = comparison.storeNow();
            if (now != null && !fits.test(followed.size())) {
                giveUp(null);
                return;
            }
            doubt = now == null ? null : comparison.ofStore(now, followed);
        }
        if (doubt != null) {
            doubt(doubt);
        }
    }

    /** Has the memory filled anew, once the store answers. */
    private void doubt(Doubt doubt) {
        LOG.warnf("known=memory event=doubted reason=%s cause=\"%s\"", doubt.reason(), doubt.text());
        loadFor = doubt.reason();
        unapplied = null;
    }

    /** Something is away: waits a little, and tries the same again. */
    private void await(Exception cause) throws InterruptedException {
        if (waitingFor == null) {
            LOG.warnf("known=memory event=waiting cause=\"%s\"", cause.getMessage());
        }
        waitingFor = String.valueOf(cause.getMessage());
        comparison.hasten();
        pause(settings.retryPause());
    }

    /** Something failed that should not: the memory may be wrong. Waits longer and longer before the next try. */
    private void rest(Throwable cause) throws InterruptedException {
        if (faultsInARow == 0) {
            LOG.error("known=memory event=fault; it is filled anew, and repeats are not logged", cause);
        }
        drop();
        kept.forget();
        loadFor = Reason.FAULT;
        phase = Phase.LOADING;
        faultsInARow++;
        fault = cause + ", " + faultsInARow + " times";
        long doubled = settings.retryPause().toMillis() << Math.min(20, faultsInARow - 1);
        pause(Duration.ofMillis(Math.min(doubled, LONGEST_PAUSE.toMillis())));
    }

    /** @param why null where nothing is wrong: more is known than the heap is meant to hold */
    private void giveUp(@Nullable String why) {
        drop();
        kept.forget();
        fault = why;
        phase = Phase.OFF;
        if (why != null) {
            LOG.errorf("known=postgres event=memory-given-up cause=\"%s\"", why);
        } else {
            LOG.info("known=postgres event=memory-given-up cause=\"more ratings than fit the heap\"");
        }
        report();
    }

    private void drop() {
        served.serveFrom(null);
        memory = null;
        unapplied = null;
    }

    private void pause(Duration pause) throws InterruptedException {
        report();
        long end = System.nanoTime() + pause.toNanos();
        while (!closing && System.nanoTime() - end < 0) {
            Thread.sleep(Math.min(100, pause.toMillis()));
        }
    }

    private void report() {
        FollowedRatings known = memory;
        status = new FollowingStatus(
                phase,
                known == null ? 0 : known.size().ratings(),
                known == null ? 0 : cursor.lag(),
                lastCaughtUp,
                cursor.stopped(),
                waitingFor,
                fault,
                loads);
    }

    private long loadMillis() {
        return Duration.ofNanos(System.nanoTime() - loadBeganNanos).toMillis();
    }
}
