package dev.ratecast.factor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a title's words say about how good a movie is. A movie's effect is the sum of its words' and of one of its
 * own; with n ratings whose mean lies y above expectation,
 *
 * <pre>∑ n (y − e)² + {@value MovieDamping#RATINGS} ∑ (e − ∑ w)² + {@value #WORD_DAMPING} ∑ w²</pre>
 *
 * is smallest (a ridge regression on two levels; Gelman and Hill, "Data Analysis Using Regression and
 * Multilevel/Hierarchical Models", 2007, chapter 12). Solved for e, a movie weighs {@code 5 n / (n + 5)}; what is left is
 * solved for one word after the other until it stands still (Gauss and Seidel).
 */
final class TitleFit {
    /** The imaginary ratings that draw a word's effect towards zero: a word tells a tenth of what a movie is by itself. */
    private static final double WORD_DAMPING = 50;

    private static final int SWEEPS = 30;

    private final double[] weights;
    private final double[] left;

    private TitleFit(double[] means, int[] counts) {
        this.left = means.clone();
        this.weights = new double[counts.length];
        for (int place = 0; place < weights.length; place++) {
            weights[place] = MovieDamping.RATINGS * counts[place] / (counts[place] + MovieDamping.RATINGS);
        }
    }

    /**
     * Fits the words that at least two movies have.
     *
     * @param titles by place; null where a movie has none
     * @param means by place: how far a movie's ratings lie above what its raters rate otherwise, on average, on the scale
     *     mapped to 0..1
     * @param counts by place: how many ratings that are, 1 or more
     */
    static TitleEffects fit(List<@Nullable String> titles, double[] means, int[] counts) {
        List<Set<String>> wordsOf = new ArrayList<>();
        for (String title : titles) {
            wordsOf.add(title == null ? Set.of() : TitleEffects.words(title));
        }
        Map<String, Float> words = new TitleFit(means, counts).solve(placesOfWords(wordsOf));
        float[] ofMovies = new float[wordsOf.size()];
        for (int place = 0; place < ofMovies.length; place++) {
            ofMovies[place] = (float) TitleEffects.sum(words, wordsOf.get(place));
        }
        return new TitleEffects(words, ofMovies);
    }

    /** By word, in the words' order. */
    private static SortedMap<String, List<Integer>> placesOfWords(List<Set<String>> wordsOf) {
        SortedMap<String, List<Integer>> places = new TreeMap<>();
        for (int place = 0; place < wordsOf.size(); place++) {
            for (String word : wordsOf.get(place)) {
                places.computeIfAbsent(word, unused -> new ArrayList<>()).add(place);
            }
        }
        places.values().removeIf(movies -> movies.size() < 2);
        return places;
    }

    private Map<String, Float> solve(SortedMap<String, List<Integer>> placesOfWords) {
        List<List<Integer>> places = List.copyOf(placesOfWords.values());
        double[] effects = new double[places.size()];
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int word = 0; word < effects.length; word++) {
                effects[word] += step(places.get(word), effects[word]);
            }
        }
        Map<String, Float> words = new TreeMap<>();
        int word = 0;
        for (String text : placesOfWords.keySet()) {
            words.put(text, (float) effects[word++]);
        }
        return words;
    }

    /** Takes a word to where it is best while the others stay; returns by how much it moved. */
    private double step(List<Integer> places, double effect) {
        double sum = -WORD_DAMPING * effect;
        double weight = WORD_DAMPING;
        for (int place : places) {
            sum += weights[place] * left[place];
            weight += weights[place];
        }
        double moved = sum / weight;
        for (int place : places) {
            left[place] -= moved;
        }
        return moved;
    }
}
