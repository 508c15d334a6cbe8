package dev.ratecast.rating;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The eras by release year: consecutive spans, and {@code unknown} for movies without a year. */
public final class Eras {
    /** The name of the era of movies whose release year no event has named. */
    public static final String UNKNOWN = "unknown";

    /** {@code <1970}, {@code 70s and 80s} and {@code 90s and 2000s}. */
    public static final Eras DEFAULT = new Eras(List.of(1970, 1990), List.of("<1970", "70s and 80s", "90s and 2000s"));

    private final List<Integer> boundaries;
    private final List<Era> eras;

    /**
     * @param boundaries the first years of the second, third… era, ascending
     * @param names one name more than boundaries, without {@value #UNKNOWN}
     */
    public Eras(List<Integer> boundaries, List<String> names) {
        if (names.size() != boundaries.size() + 1) {
            throw new IllegalArgumentException(
                    boundaries.size() + " boundaries need " + (boundaries.size() + 1) + " era names, not " + names);
        }
        if (!boundaries.equals(boundaries.stream().sorted().distinct().toList())) {
            throw new IllegalArgumentException("era boundaries must ascend: " + boundaries);
        }
        List<String> all = new ArrayList<>(names);
        all.add(UNKNOWN);
        if (new HashSet<>(all).size() != all.size() || all.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("era names must be distinct and not blank: " + all);
        }
        this.boundaries = List.copyOf(boundaries);
        this.eras = IntStream.range(0, all.size())
                .mapToObj(i -> new Era(i, all.get(i)))
                .toList();
    }

    /** The era of a release year; of {@code null}, the unknown era. */
    public Era of(@Nullable Integer releaseYear) {
        if (releaseYear == null) {
            return unknown();
        }
        int index = 0;
        while (index < boundaries.size() && releaseYear >= boundaries.get(index)) {
            index++;
        }
        return eras.get(index);
    }

    /**
     * The era with this name.
     *
     * @throws IllegalArgumentException where there is none
     */
    public Era named(String name) {
        return eras.stream()
                .filter(era -> era.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no era is called \"" + name + "\""));
    }

    /** The era of movies without a release year; always the last. */
    public Era unknown() {
        return eras.get(eras.size() - 1);
    }

    /** All eras by index, the unknown one last. */
    public List<Era> all() {
        return eras;
    }

    /** How many eras there are, the unknown one included. */
    public int count() {
        return eras.size();
    }

    /** The release years of an era, such as {@code 1970..1989}, {@code ..1969}, {@code 1990..} or {@code unknown}. */
    public String years(Era era) {
        if (era.equals(unknown())) {
            return UNKNOWN;
        }
        String first = era.index() == 0 ? "" : boundaries.get(era.index() - 1).toString();
        String last = era.index() == boundaries.size() ? "" : Integer.toString(boundaries.get(era.index()) - 1);
        return first + ".." + last;
    }

    /** The first years of the second, third… era, ascending. */
    public List<Integer> boundaries() {
        return boundaries;
    }
}
