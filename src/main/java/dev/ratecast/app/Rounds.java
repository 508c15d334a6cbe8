package dev.ratecast.app;

import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The same work again and again, with a pause between, until the thread is interrupted. Nothing else ends it: what a
 * round throws is told, a lack of memory included, and the next round comes.
 */
final class Rounds implements Runnable {
    private static final Logger LOG = Logger.getLogger(Rounds.class);

    /** The work of one round. */
    interface Round {
        void run() throws InterruptedException, SQLException;
    }

    /** Who is told that a round failed. */
    interface Failures {
        /**
         * A round failed.
         *
         * @param isFirst whether the one before did not
         */
        void failed(Throwable cause, boolean isFirst);
    }

    private final Duration before;
    private final Duration pause;
    private final Round round;
    private final Failures failures;

    Rounds(Duration pause, Round round, Failures failures) {
        this(Duration.ZERO, pause, round, failures);
    }

    /** @param before the pause before the first round */
    Rounds(Duration before, Duration pause, Round round, Failures failures) {
        this.before = before;
        this.pause = pause;
        this.round = round;
        this.failures = failures;
    }

    @Override
    public void run() {
        boolean isFirst = true;
        try {
            Thread.sleep(before.toMillis());
            while (!Thread.interrupted()) {
                isFirst = succeeds(isFirst);
                Thread.sleep(pause.toMillis());
            }
        } catch (InterruptedException e) {
            LOG.debugf("thread=%s stopped", Thread.currentThread().getName());
        }
    }

    private boolean succeeds(boolean isFirst) throws InterruptedException {
        try {
            round.run();
            return true;
        } catch (SQLException | RuntimeException | Error e) {
            tell(e, isFirst);
            return false;
        }
    }

    private void tell(Throwable failure, boolean isFirst) {
        try {
            failures.failed(failure, isFirst);
        } catch (RuntimeException | Error e) {
            // Where there is no memory left to tell of it either, the next round may have some.
        }
    }
}
