package dev.ratecast.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values that an option is one of, by the names that it shows; picocli's converter and its candidates in one. */
abstract class Choice<T> implements ITypeConverter<T>, Iterable<String> {
    private final T[] values;
    private final Function<T, String> name;

    Choice(T[] values, Function<T, String> name) {
        this.values = values;
        this.name = name;
    }

    @Override
    public T convert(String text) {
        return Arrays.stream(values)
                .filter(value -> name.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "it is " + names().collect(Collectors.joining(" or ")) + ", not " + text));
    }

    @Override
    public Iterator<String> iterator() {
        return names().iterator();
    }

    private Stream<String> names() {
        return Arrays.stream(values).map(name);
    }
}
