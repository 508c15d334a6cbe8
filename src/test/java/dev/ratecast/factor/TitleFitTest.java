package dev.ratecast.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TitleFitTest {
    private static final List<String> TITLES =
            List.of("Ducks: Season 1", "Ducks: Season 2", "Geese: Season 1", "The Revenge", "The Revenge II", "Swans");
    private static final double[] MEANS = {0.20, 0.24, 0.16, -0.10, -0.22, 0.01};
    private static final int[] COUNTS = {40, 3, 12, 100, 8, 9};

    @Test
    void words_are_runs_of_letters_and_digits_without_the_year_at_the_end() {
        assertThat(TitleEffects.words("L'Été d'Anna 2: The End, the END (1995) "))
                .containsExactly("lété", "danna", "2", "the", "end");
        assertThat(TitleEffects.words("1984 (1956)")).containsExactly("1984");
        assertThat(TitleEffects.words("... (!)")).isEmpty();
    }

    @Test
    void no_other_effects_of_words_make_the_sum_smaller() {
        Map<String, Float> words = TitleFit.fit(TITLES, MEANS, COUNTS).words();
        assertThat(words.keySet()).containsExactlyInAnyOrder("ducks", "season", "1", "the", "revenge");

        double least = sum(words);

        for (String word : words.keySet()) {
            for (float step : new float[] {-1e-3f, 1e-3f}) {
                Map<String, Float> other = new HashMap<>(words);
                other.merge(word, step, Float::sum);
                assertThat(sum(other)).as(word).isGreaterThan(least);
            }
        }
    }

    /** What the fit makes smallest, each movie's effect being the best for its words. */
    private static double sum(Map<String, Float> words) {
        double sum = 0;
        for (int place = 0; place < MEANS.length; place++) {
            double title = TitleEffects.sum(words, TitleEffects.words(TITLES.get(place)));
            double effect = (COUNTS[place] * MEANS[place] + 5 * title) / (COUNTS[place] + 5);
            sum += COUNTS[place] * Math.pow(MEANS[place] - effect, 2) + 5 * Math.pow(effect - title, 2);
        }
        return sum
                + 50 * words.values().stream().mapToDouble(word -> word * word).sum();
    }

    @Test
    void a_movie_that_comes_after_the_fit_is_known_by_its_words_and_one_of_the_fit_by_what_it_was_called() {
        TitleEffects effects = TitleFit.fit(TITLES, MEANS, COUNTS);

        double season = effects.words().get("season") + effects.words().get("1");
        assertThat(effects.of(FactorTable.NONE, "Swans: Season 1"))
                .isEqualTo(season)
                .isPositive();
        assertThat(effects.of(FactorTable.NONE, "Revenge")).isNegative();
        assertThat(effects.of(FactorTable.NONE, "Elk")).isZero();
        assertThat(effects.of(FactorTable.NONE, null)).isZero();
        assertThat(effects.of(2, "The Revenge")).isCloseTo(season, within(1e-7));
        assertThat(effects.of(5, null)).isZero();
    }

    @Test
    void what_two_in_a_thousand_movies_share_says_less_than_what_many_share() {
        String[] titles = new String[1_000];
        double[] means = new double[titles.length];
        int[] counts = new int[titles.length];
        Arrays.fill(counts, 20);
        for (int place = 0; place < titles.length; place++) {
            titles[place] = place < 2 ? "rare " + place : place < 300 ? "common " + place : "other" + place;
            means[place] = place < 300 ? 0.2 : 0;
        }

        Map<String, Float> words =
                TitleFit.fit(Arrays.asList(titles), means, counts).words();

        assertThat(words.get("common")).isBetween(0.18f, 0.2f);
        assertThat(words.get("rare")).isBetween(0.01f, 0.04f);
    }

    @Test
    void movies_without_titles_and_no_movies_at_all_have_no_effects() {
        TitleEffects effects = TitleFit.fit(Arrays.asList(null, null), new double[] {0.3, 0.2}, new int[] {9, 9});

        assertThat(effects.words()).isEmpty();
        assertThat(effects.of(0, "Ducks")).isZero();
        assertThat(TitleFit.fit(List.of(), new double[0], new int[0]).size()).isZero();
    }
}
