package dev.ratecast.cli;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Bytes from outside as text that is safe in a terminal: control and format characters as {@code \\uXXXX}. */
final class SafeText {
    private SafeText() {}

    static String of(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                safe.append("\\u%04x".formatted(c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    /** The first {@code most} bytes, and how many there are where that is not all. */
    static String of(byte @Nullable [] bytes, int most) {
        if (bytes == null) {
            return "(none)";
        }
        String text = of(new String(bytes, 0, Math.min(most, bytes.length), StandardCharsets.UTF_8));
        return bytes.length > most ? text + "… (" + bytes.length + " bytes)" : text;
    }
}
