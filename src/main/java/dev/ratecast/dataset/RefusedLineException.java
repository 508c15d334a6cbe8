package dev.ratecast.dataset;

/** Why the line at hand is skipped; never leaves a reader. It carries no stack trace, so that a bad file stays fast. */
final class RefusedLineException extends RuntimeException {
    RefusedLineException(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
