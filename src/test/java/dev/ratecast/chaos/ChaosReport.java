package dev.ratecast.chaos;

import java.util.List;
import java.util.Map;

/**
 * What became of a run.
 *
 * @param differingTables tables in which the disturbed run and the undisturbed one differ
 * @param missingLetters garbage without a dead letter
 * @param wrongLetters dead letters of records that are no garbage
 * @param repeatedLetters how often a dead letter was written again
 * @param unexcusedRepeats those of them with no kill and no outage between the first and the repeat
 * @param auditExitCode of the command {@code audit} while the processes run
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
        int repeatedLetters,
        int unexcusedRepeats,
        int auditExitCode,
        double applySeconds) {

    /** Whether the guarantee held. */
    public boolean isExact() {
        return differingTables.isEmpty()
                && missingLetters == 0
                && wrongLetters == 0
                && unexcusedRepeats == 0
                && auditExitCode == 0;
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
                audit             exit code %d
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
                        repeatedLetters,
                        unexcusedRepeats,
                        auditExitCode);
    }
}
