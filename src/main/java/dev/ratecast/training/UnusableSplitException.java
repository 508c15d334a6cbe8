package dev.ratecast.training;

/** The ratings cannot be split as asked for: a part would be empty. The cut dates or shares are wrong. */
public final class UnusableSplitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableSplitException(String message) {
        super(message);
    }
}
