package dev.ratecast.app;

import dev.ratecast.app.KnownConfig.Source;
import dev.ratecast.ingestion.json.RatingEventParser;
import dev.ratecast.ingestion.kafka.IngestionConfig;
import dev.ratecast.ingestion.kafka.TopicLook;
import dev.ratecast.known.FollowingStatus;
import dev.ratecast.known.KnownSize;
import dev.ratecast.known.MemoryInspection;
import dev.ratecast.known.MemorySnapshots;
import dev.ratecast.known.MemoryStanding;
import dev.ratecast.known.ServedKnownRatings;
import dev.ratecast.known.kafka.FollowerSettings;
import dev.ratecast.known.kafka.MemoryFollower;
import dev.ratecast.known.memory.HeapBudget;
import dev.ratecast.known.memory.MemoryKnownRatings;
import dev.ratecast.known.memory.RatingArrays;
import dev.ratecast.known.memory.SnapshotFile;
import dev.ratecast.known.micrometer.KnownRatingsMetrics;
import dev.ratecast.known.postgres.PostgresStoredRatings;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import dev.ratecast.rating.config.RatingConfig;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The thread that keeps the known ratings in memory, and the choice whether there is one. */
@Singleton
final class KnownService implements MemoryInspection {
    private static final Logger LOG = Logger.getLogger(KnownService.class);

    private final Map<String, Object> kafka;
    private final KnownConfig config;
    private final IngestionConfig ingestion;
    private final RatingConfig rating;
    private final RatingScale scale;
    private final Eras eras;
    private final AgroalDataSource dataSource;
    private final ServedKnownRatings served;
    private final HeapBudget heap = new HeapBudget(Runtime.getRuntime().maxMemory());
    private @Nullable TopicLook look;
    private @Nullable Thread thread;
    private volatile @Nullable MemoryFollower follower;
    private boolean toldFit;

    KnownService(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            KnownConfig config,
            IngestionConfig ingestion,
            RatingConfig rating,
            RatingScale scale,
            Eras eras,
            AgroalDataSource dataSource,
            ServedKnownRatings served,
            MeterRegistry meters) {
        this.kafka = kafka;
        this.config = config;
        this.ingestion = ingestion;
        this.rating = rating;
        this.scale = scale;
        this.eras = eras;
        this.dataSource = dataSource;
        this.served = served;
        new KnownRatingsMetrics(meters, served, this::status);
    }

    /** Starts to fill the memory where it is wanted; the database has its schema by now. */
    synchronized void start() {
        if (config.source() == Source.POSTGRES) {
            LOG.info("known=postgres source=postgres");
            forgetFormerMemory();
            return;
        }
        // Kept where what follows fails and is tried again.
        TopicLook topic = look == null ? new TopicLook(kafka, ingestion.topic()) : look;
        look = topic;
        MemoryFollower memory = new MemoryFollower(
                kafka,
                new FollowerSettings(
                        ingestion.topic(),
                        ingestion.retryPause(),
                        ingestion.recheck(),
                        config.snapshot().every()),
                topic::topicId,
                new RatingEventParser(scale, ingestion.futureTolerance()),
                new PostgresStoredRatings(dataSource, scale, eras),
                () -> MemoryKnownRatings.load(scale, eras, rating.toNeighborRule()),
                snapshots(),
                this::fits,
                served);
        follower = memory;
        thread = new Thread(memory, "ratecast-known");
        thread.setDaemon(true);
        thread.start();
    }

    /** Asks the memory to follow no longer and to be kept; returns at once. */
    synchronized void end() {
        MemoryFollower running = follower;
        if (running != null) {
            running.close();
        }
    }

    /** Waits until that is done. */
    synchronized void awaitEnd(StopDeadline deadline) {
        if (thread != null) {
            deadline.await(thread);
        }
        if (look != null) {
            look.close();
        }
    }

    @Override
    public Optional<MemoryStanding> standing(Duration patience) throws InterruptedException {
        MemoryFollower running = follower;
        return running == null ? Optional.empty() : running.standing(patience);
    }

    /** How the memory stands. */
    FollowingStatus status() {
        MemoryFollower running = follower;
        return running == null ? FollowingStatus.OFF : running.status();
    }

    /**
     * Whether the replica is not to be asked before its memory has caught up for the first time. Later, and where nobody
     * insists on the memory, Postgres answers instead.
     */
    boolean isAwaited() {
        return config.source() == Source.MEMORY && !served.isFromMemory() && status().lastCaughtUp() == null;
    }

    /** What an earlier start with a memory left in the folder would outlive erasures, which nobody follows now. */
    private void forgetFormerMemory() {
        try {
            snapshots().delete();
        } catch (IOException e) {
            LOG.errorf("known=postgres event=snapshot-not-deleted cause=\"%s\"", e);
        }
    }

    private MemorySnapshots snapshots() {
        return config.snapshot()
                .folder()
                .<MemorySnapshots>map(folder -> new SnapshotFile(folder, scale, eras, rating.toNeighborRule()))
                .orElse(MemorySnapshots.NONE);
    }

    private boolean fits(KnownSize size) {
        int mostCustomers = RatingArrays.mostCustomers(scale);
        boolean fits = heap.fits(size) && size.customers() <= mostCustomers;
        if (!toldFit || !fits) {
            toldFit = true;
            LOG.infof(
                    "known=%s source=%s ratings=%d customers=%d movies=%d needed-mb=%d max-heap-mb=%d max-customers=%d",
                    fits || config.source() == Source.MEMORY ? "memory" : "postgres",
                    config.source(),
                    size.ratings(),
                    size.customers(),
                    size.movies(),
                    HeapBudget.needed(size) >> 20,
                    heap.maxHeapBytes() >> 20,
                    mostCustomers);
        }
        return fits || config.source() == Source.MEMORY;
    }
}
