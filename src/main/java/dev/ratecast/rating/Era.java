package dev.ratecast.rating;

/**
 * A span of release years.
 *
 * @param index the position in {@link Eras}, from 0; the last one is the era of movies without a year
 * @param name the name that tables, events and replies show
 */
public record Era(int index, String name) {}
