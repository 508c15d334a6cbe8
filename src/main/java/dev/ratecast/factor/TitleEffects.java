package dev.ratecast.factor;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How good a movie is by its title alone: the sum of its words' effects, on the scale mapped to 0..1. Seasons of a series
 * are liked better than their numbers of ratings tell, and sequels as their forerunners. Unchanging.
 */
public final class TitleEffects {
    /** Nothing is known of any word. */
    static final TitleEffects NONE = new TitleEffects(Map.of(), new float[0]);

    /** A release year as some datasets have it in the title; it is no word of it. */
    private static final Pattern YEAR_AT_END = Pattern.compile("\\(\\d{4}\\)\\s*$");

    private static final Pattern APOSTROPHES = Pattern.compile("['\u2019]");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private final Map<String, Float> words;
    private final float[] ofMovies;

    /**
     * Effects of words and of movies.
     *
     * @param ofMovies by place among the movies of the same factors; it belongs to this object from now on
     */
    public TitleEffects(Map<String, Float> words, float[] ofMovies) {
        this.words = Map.copyOf(words);
        this.ofMovies = ofMovies;
    }

    /** The words of a title, each once, in their order: runs of letters and digits in lower case, apostrophes left out. */
    static Set<String> words(String title) {
        String text = APOSTROPHES
                .matcher(YEAR_AT_END.matcher(title).replaceFirst(""))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        Set<String> words = new LinkedHashSet<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /**
     * The effect of a movie's title: as it was at the fit for a movie that was there, otherwise by the words of what it is
     * called now.
     *
     * @param place among the movies of the same factors, or {@link FactorTable#NONE}
     */
    public double of(int place, @Nullable String title) {
        if (place != FactorTable.NONE) {
            return ofMovie(place);
        }
        return title == null ? 0 : sum(words, words(title));
    }

    /** The effect of a movie's title as it was at the fit. */
    public float ofMovie(int place) {
        return ofMovies[place];
    }

    /** The sum of the effects of a title's words, those that are known. */
    static double sum(Map<String, Float> words, Set<String> ofTitle) {
        double sum = 0;
        for (String word : ofTitle) {
            Float effect = words.get(word);
            sum += effect == null ? 0 : effect;
        }
        return sum;
    }

    /** The known words' effects. */
    public Map<String, Float> words() {
        return words;
    }

    /** How many movies there are. */
    int size() {
        return ofMovies.length;
    }
}
