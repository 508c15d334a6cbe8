package dev.ratecast.dataset;

import dev.ratecast.rating.Eras;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The invented movies: titles, release years from 1915 to 2005 (mostly recent, a few unknown) and first rating days. */
final class SyntheticMovies {
    private static final int FIRST_YEAR = 1915;
    private static final int LAST_YEAR = 2005;
    /** In the Netflix Prize, 7 of 17,770 movies have no year; small samples keep a few. */
    private static final double WITHOUT_YEAR = 7.0 / 17_770;

    private static final int FEWEST_WITHOUT_YEAR = 3;
    /** Of the logarithm of a movie's age in 2006: a tenth came out before 1970, two thirds after 1990. */
    private static final double AGE_MEDIAN = 9.5;

    private static final double AGE_SIGMA = 1.15;

    private final String[] titles;
    private final int[] years;
    private final int[] firstDays;

    SyntheticMovies(int count, long seed) {
        titles = new String[count];
        years = new int[count];
        firstDays = new int[count];
        Set<String> taken = new HashSet<>();
        for (int movie = 0; movie < count; movie++) {
            SeededDraws draws = new SeededDraws(seed, 2, movie);
            double age = AGE_MEDIAN * StrictMath.exp(AGE_SIGMA * draws.normal());
            years[movie] = Math.max(FIRST_YEAR, LAST_YEAR - (int) age);
            firstDays[movie] = SyntheticDates.dayIn(years[movie], draws);
            titles[movie] = InventedTitles.next(draws, taken);
        }
        SeededDraws draws = new SeededDraws(seed, 3);
        int unknown = (int) Math.min(count / 4, Math.max(FEWEST_WITHOUT_YEAR, Math.round(count * WITHOUT_YEAR)));
        for (int i = 0; i < unknown; i++) {
            years[draws.below(count)] = 0;
        }
    }

    int count() {
        return titles.length;
    }

    String title(int movie) {
        return titles[movie];
    }

    /** The release year, null where it is not known. */
    @Nullable
    Integer year(int movie) {
        return years[movie] == 0 ? null : years[movie];
    }

    /** The index of the movie's era among {@link Eras#DEFAULT}. */
    int era(int movie) {
        return Eras.DEFAULT.of(year(movie)).index();
    }

    /** The first day on which it can be rated, see {@link SyntheticDates}. */
    int firstDay(int movie) {
        return firstDays[movie];
    }
}
