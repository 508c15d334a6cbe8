package dev.ratecast.testing.crash;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The steps that ingestion of a process has reached. At one of them the process halts, as if it were killed. */
final class Steps {
    /** The exit code of a process that SIGKILL ended. */
    static final int KILLED = 137;

    private final Set<String> reached = ConcurrentHashMap.newKeySet();
    private volatile String last = "";

    /** From now on the process halts at this step. */
    void haltAt(String step) {
        last = step;
    }

    /** Says on the standard output that a step is reached for the first time; or never returns. */
    void reach(String step) {
        if (step.equals(last)) {
            Runtime.getRuntime().halt(KILLED);
        }
        if (reached.add(step)) {
            System.out.println(IngestingProcess.REACHED + step);
        }
    }
}
