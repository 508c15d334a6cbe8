package dev.ratecast.chaos;

import dev.ratecast.testing.RatecastProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Kills and restarts, one after the other, in an order that a seed gives. Killed processes are started again at once. */
final class Disturbances {
    static final String ADMIN_TOKEN = "admin-of-the-chaos-run";
    private static final int SHORTEST_SESSION_MILLIS = 6_000;

    /** What is done to the system. */
    enum Kind {
        KILL,
        POSTGRES_RESTART,
        BROKER_RESTART
    }

    /**
     * One that was done.
     *
     * @param ended when it was over, servers being back and processes being started again
     * @param consumed the offsets of the ratings topic that were consumed when it began
     */
    record Done(Kind kind, Instant begun, Instant ended, Map<Integer, Long> consumed) {}

    private final ChaosOptions options;
    private final ChaosServers servers;
    private final Random random;
    private final List<RatecastProcess> processes = new ArrayList<>();
    private final List<Done> done = Collections.synchronizedList(new ArrayList<>());
    private int started;

    Disturbances(ChaosOptions options, ChaosServers servers) {
        this.options = options;
        this.servers = servers;
        this.random = new Random(options.seed() + 1);
    }

    /** Starts the processes, and waits until each reads a partition. */
    void begin() {
        for (int i = 0; i < options.processes(); i++) {
            processes.add(start(i));
        }
        processes.forEach(RatecastProcess::awaitReading);
    }

    List<RatecastProcess> processes() {
        return processes;
    }

    /** What was done so far. */
    List<Done> done() {
        return List.copyOf(done);
    }

    /** Does it all. */
    void run() throws Exception {
        List<Kind> kinds = new ArrayList<>();
        kinds.addAll(Collections.nCopies(options.kills(), Kind.KILL));
        kinds.addAll(Collections.nCopies(options.postgresRestarts(), Kind.POSTGRES_RESTART));
        kinds.addAll(Collections.nCopies(options.brokerRestarts(), Kind.BROKER_RESTART));
        Collections.shuffle(kinds, random);
        int postgresRestarts = 0;
        for (Kind kind : kinds) {
            Thread.sleep(500 + random.nextInt(2_000 * options.pauseSeconds() - 1_000));
            int choice = random.nextInt(options.processes());
            if (kind == Kind.KILL) {
                // One that is still starting has nothing in hand.
                processes.get(choice).awaitReading();
            }
            Map<Integer, Long> consumed = servers.consumed(servers.disturbed());
            Instant begun = Instant.now();
            Duration away = Duration.ofMillis(500 + random.nextInt(3_500));
            switch (kind) {
                case KILL -> kill(choice);
                case POSTGRES_RESTART -> servers.restartPostgres(postgresRestarts++ % 2 == 0, away);
                case BROKER_RESTART -> servers.restartKafka(away);
            }
            done.add(new Done(kind, begun, Instant.now(), consumed));
            System.out.printf("%s disturbance=%d of=%d kind=%s%n", begun, done.size(), kinds.size(), kind);
        }
    }

    void end() {
        processes.forEach(RatecastProcess::close);
    }

    private void kill(int process) throws InterruptedException {
        processes.get(process).kill();
        processes.set(process, start(process));
    }

    private RatecastProcess start(int number) {
        Map<String, String> configuration = new HashMap<>(servers.configuration());
        configuration.put("kafka.session.timeout.ms", Integer.toString(SHORTEST_SESSION_MILLIS + 2_000 * (number % 3)));
        configuration.put("kafka.heartbeat.interval.ms", "1500");
        configuration.put("ratecast.admin.token", ADMIN_TOKEN);
        configuration.put("ratecast.factors.refresh", "false");
        configuration.put("ratecast.ingestion.max-batch", "2000");
        configuration.put("ratecast.ingestion.idle-timeout", "5s");
        configuration.put("ratecast.ingestion.recheck", "2s");
        return RatecastProcess.start(
                configuration, "chaos-%s-%d-%d".formatted(Instant.now().getEpochSecond(), number, started++));
    }
}
