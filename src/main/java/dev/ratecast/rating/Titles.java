package dev.ratecast.rating;

import org.jspecify.annotations.Nullable;

/** What a movie's title may be, in an event, a request or a dataset. */
public final class Titles {
    /** In code points. */
    public static final int LONGEST = 500;

    private Titles() {}

    public static boolean isTooLong(String text) {
        return text.codePointCount(0, text.length()) > LONGEST;
    }

    /** Whether UTF-8 and databases can hold the text: no U+0000 and no half of a surrogate pair is in it. */
    public static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    /** The title that a text names: null where it is blank, because it would come before every other one of its year. */
    public static @Nullable String named(String text) {
        return text.isBlank() ? null : text;
    }
}
