package dev.ratecast.testing;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a class logs during a test. */
public final class LogRecords extends ExtHandler implements BeforeEachCallback, AfterEachCallback {
    private final Logger log;
    private final List<ExtLogRecord> records = new CopyOnWriteArrayList<>();

    private LogRecords(Logger log) {
        this.log = log;
    }

    /** Of the logger that is called as this class. */
    public static LogRecords of(Class<?> logging) {
        return new LogRecords(Logger.getLogger(logging.getName()));
    }

    /** Level and message of each, in order. */
    public List<String> lines() {
        return records.stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }

    /** What was logged with its stack, in order. */
    public List<Throwable> thrown() {
        return records.stream()
                .map(ExtLogRecord::getThrown)
                .filter(Objects::nonNull)
                .toList();
    }

    public void clear() {
        records.clear();
    }

    @Override
    protected void doPublish(ExtLogRecord line) {
        records.add(line);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        log.addHandler(this);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        log.removeHandler(this);
        clear();
    }
}
