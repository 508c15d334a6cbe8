package dev.ratecast.ingestion.kafka;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The customers that a record names, whatever else is wrong with it: by its key, and by any {@code customer_id} in its value. */
final class NamedCustomers {
    private static final Pattern KEY = Pattern.compile("\\s*\"?([0-9]{1,16})\"?\\s*");
    private static final Pattern FIELD = Pattern.compile("customer_id\\W{1,40}?([0-9]{1,16})");

    private NamedCustomers() {}

    static Set<Long> in(byte @Nullable [] key, byte @Nullable [] value) {
        Set<Long> customers = new HashSet<>();
        if (key != null) {
            Matcher whole = KEY.matcher(new String(key, StandardCharsets.ISO_8859_1));
            if (whole.matches()) {
                customers.add(Long.valueOf(whole.group(1)));
            }
        }
        if (value != null) {
            Matcher field = FIELD.matcher(new String(value, StandardCharsets.ISO_8859_1));
            while (field.find()) {
                customers.add(Long.valueOf(field.group(1)));
            }
        }
        return customers;
    }
}
