package dev.ratecast.dataset;

/**
 * A line that was skipped.
 *
 * @param line counted from 1
 */
public record RefusedLine(String file, long line, String reason) {
    @Override
    public String toString() {
        return file + ", line " + line + ": " + reason;
    }
}
