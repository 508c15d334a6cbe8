package dev.ratecast.chaos;

import java.util.List;
import java.util.Map;

/**
 * What became of a run.
 *
 * @param differingTables tables in which the disturbed run and the undisturbed one differ
 * @param missingLetters garbage without a dead letter
 * @param wrongLetters dead letters of records that are no garbage
 * @param repeats of dead letters
 * @param auditExitCode of the command {@code audit} while the processes run
 * @param ordered how the processes ended that were asked to
 * @param applySeconds from the first record produced until the last one was applied
 */
public record ChaosReport(
        ChaosOptions options,
        Map<ChaosEvents.Kind, Integer> events,
        Map<Disturbances.Kind, Long> disturbances,
        List<String> differingTables,
        Map<String, Integer> rowsCompared,
        int letters,
        int missingLetters,
        int wrongLetters,
        LetterRepeats repeats,
        int auditExitCode,
        OrderedEnd ordered,
        double applySeconds) {

    /**
     * How the processes ended that were asked to.
     *
     * @param inTime whether each ended within 30 s
     * @param longestSeconds the longest that one took
     * @param membersLeft of the consumer group, right afterwards: a process that leaves no goodbye stays until its session times out
     */
    record OrderedEnd(boolean inTime, double longestSeconds, int membersLeft) {}

    /** Whether the guarantee held. */
    public boolean isExact() {
        return differingTables.isEmpty()
                && missingLetters == 0
                && wrongLetters == 0
                && repeats.unexcused() == 0
                && auditExitCode == 0
                && ordered.inTime()
                && ordered.membersLeft() == 0;
    }

    /** As text, a line for each figure. */
    public String text() {
        return """
                chaos %s
                options           %s
                events            %s
                disturbances      %s
                applied in        %.0f s, %,.0f events/s, outages included
                tables            %s; rows compared %s
                dead letters      %,d identities; missing %d, of no garbage %d
                repeats           %d, of which %d without a kill or an outage before
                audit             exit code %d, the memory of each process included
                ordered end       %.1f s at most; members left in the group %d
                """
                .formatted(
                        isExact() ? "EXACT" : "NOT EXACT",
                        options,
                        events,
                        disturbances,
                        applySeconds,
                        options.events() / applySeconds,
                        differingTables.isEmpty() ? "all equal the undisturbed run's" : "DIFFER: " + differingTables,
                        rowsCompared,
                        letters,
                        missingLetters,
                        wrongLetters,
                        repeats.repeats(),
                        repeats.unexcused(),
                        auditExitCode,
                        ordered.longestSeconds(),
                        ordered.membersLeft());
    }
}
