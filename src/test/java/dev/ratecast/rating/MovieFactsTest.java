package dev.ratecast.rating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MovieFactsTest {
    private static final MovieId MOVIE = new MovieId(1);

    @Test
    void the_smallest_year_and_its_title_win() {
        MovieFacts merged = MovieFacts.named(MOVIE, 2002, "Scotland")
                .merge(MovieFacts.named(MOVIE, 2001, "Scotland, PA"))
                .merge(MovieFacts.named(MOVIE, null, "A"));

        assertThat(merged).isEqualTo(new MovieFacts(MOVIE, 2001, "Scotland, PA", 2001));
    }

    @Test
    void titles_of_the_same_year_tie_by_code_points() {
        // U+1F600 sorts behind U+FF21 by code point, though its first UTF-16 unit is smaller
        MovieFacts merged =
                MovieFacts.named(MOVIE, 2001, "\uD83D\uDE00").merge(MovieFacts.named(MOVIE, 2001, "\uFF21"));

        assertThat(merged.title()).isEqualTo("\uFF21");
    }

    @Test
    void a_title_survives_a_smaller_year_that_came_without_one() {
        MovieFacts merged = MovieFacts.named(MOVIE, 2002, "Scotland").merge(MovieFacts.named(MOVIE, 2001, null));

        assertThat(merged).isEqualTo(new MovieFacts(MOVIE, 2001, "Scotland", 2002));
    }

    @Test
    void the_order_of_events_does_not_matter() {
        List<MovieFacts> facts = new ArrayList<>();
        for (Integer year : new Integer[] {null, 1999, 2000, 2001}) {
            for (String title : new String[] {null, "a", "b"}) {
                facts.add(MovieFacts.named(MOVIE, year, title));
            }
        }
        MovieFacts expected = new MovieFacts(MOVIE, 1999, "a", 1999);
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            Collections.shuffle(facts, random);
            assertThat(facts.stream().reduce(MovieFacts::merge)).hasValue(expected);
        }
    }
}
