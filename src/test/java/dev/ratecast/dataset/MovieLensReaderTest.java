package dev.ratecast.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovieLensReaderTest {
    @TempDir
    Path temp;

    private DatasetFolder items() {
        return new DatasetFolder(temp)
                .file(
                        "u.item",
                        "1|Lumi\u00e8re (1995)|01-Jan-1995||http://x|0|0",
                        "2|Old One (1950)|4-Feb-1971||http://x|0|0",
                        "267|unknown||||1|0");
    }

    @Test
    void reads_100k_with_release_years_and_times_of_day() {
        Dataset dataset = items().file("u.data", "196\t1\t3\t881250949", "186\t267\t5\t881250948", "186\t2\t9\t1")
                .load();

        assertThat(dataset.format()).isEqualTo(DatasetFormat.MOVIELENS_100K);
        assertThat(DatasetFolder.rows(dataset))
                .containsExactly("186 267 5 1997-12-04T15:55:48Z", "196 1 3 1997-12-04T15:55:49Z");
        assertThat(dataset.hasDatesOnly()).isFalse();
        assertThat(dataset.factsOf(new MovieId(1)))
                .isEqualTo(MovieFacts.named(new MovieId(1), 1995, "Lumi\u00e8re (1995)"));
        assertThat(dataset.factsOf(new MovieId(2)).releaseYear()).isEqualTo(1971);
        assertThat(dataset.factsOf(new MovieId(267)).releaseYear()).isNull();
        assertThat(dataset.refused().first()).extracting(RefusedLine::line).containsExactly(3L);
    }

    @Test
    void reads_one_split_with_the_items_beside_it() {
        DatasetFolder folder = items().file("u1.base", "1\t1\t5\t874965758").file("u.data", "1\t1\t5\t1", "2\t1\t5\t1");

        assertThat(folder.load("u1.base", RatingScale.WHOLE_STARS).size()).isEqualTo(1);
        assertThat(folder.load().size()).isEqualTo(2);
    }

    @Test
    void stops_where_the_items_are_missing() {
        DatasetFolder folder = new DatasetFolder(temp).file("u.data", "1\t1\t5\t1");

        assertThatThrownBy(folder::load)
                .isInstanceOf(BrokenDatasetException.class)
                .hasMessageContaining("u.item");
    }

    @Test
    void refuses_lines_with_too_few_or_too_many_fields() {
        Dataset dataset = items().file("u.data", "1\t1\t5\t1", "1\t1\t5", "1\t1\t5\t1\t1", "1,1,5,1")
                .load();

        assertThat(dataset.refused().first()).extracting(RefusedLine::line).containsExactly(2L, 3L, 4L);
    }

    @Test
    void blanks_that_end_a_line_do_not_matter() {
        DatasetFolder folder = items().file("u1.base", "1\t1\t5\t1 ", "1\t2\t4\t2\t \r", "1\t2\t4\t");

        Dataset dataset = folder.load("u1.base", RatingScale.WHOLE_STARS);

        assertThat(DatasetFolder.rows(dataset))
                .containsExactly("1 1 5 1970-01-01T00:00:01Z", "1 2 4 1970-01-01T00:00:02Z");
        assertThat(dataset.refused().first()).extracting(RefusedLine::line).containsExactly(3L);
    }

    @Test
    void reads_1m_with_the_year_in_the_title() {
        Dataset dataset = new DatasetFolder(temp)
                .file("movies.dat", "5::Father: of (the) Bride (1991)::Comedy", "6::Untitled::Drama")
                .file("ratings.dat", "1::5::4::978300760", "1::6::4", "2::6::1::978300761")
                .load();

        assertThat(dataset.format()).isEqualTo(DatasetFormat.MOVIELENS_1M);
        assertThat(DatasetFolder.rows(dataset))
                .containsExactly("1 5 4 2000-12-31T22:12:40Z", "2 6 1 2000-12-31T22:12:41Z");
        assertThat(dataset.factsOf(new MovieId(5)).releaseYear()).isEqualTo(1991);
        assertThat(dataset.factsOf(new MovieId(6)).releaseYear()).isNull();
    }

    @Test
    void a_title_of_1m_ends_at_the_last_separator() {
        Dataset dataset = new DatasetFolder(temp)
                .file("movies.dat", "2::Good :: Bad (1999)::Drama", "3::No Genre")
                .file("ratings.dat", "1::2::4::978300760")
                .load();

        assertThat(dataset.factsOf(new MovieId(2)))
                .isEqualTo(MovieFacts.named(new MovieId(2), 1999, "Good :: Bad (1999)"));
        assertThat(dataset.refused().first()).extracting(RefusedLine::line).containsExactly(2L);
    }

    @Test
    void a_movie_whose_year_is_refused_keeps_its_title_and_no_rating_is_refused_for_it() {
        Dataset of100k = new DatasetFolder(temp.resolve("100k"))
                .file("u.item", "1|A (1995)|01-Jan-995||", "2|B|soon||", "x|C|01-Jan-1995||")
                .file("u.data", "1\t1\t5\t1", "1\t2\t6\t1", "1\t2\t5\t1")
                .load();
        Dataset ofCsv = new DatasetFolder(temp.resolve("csv"))
                .file("movies.csv", "movieId,title,genres", "3,Metropolis (0027),Drama")
                .file("ratings.csv", "userId,movieId,rating,timestamp", "1,3,3,964982703")
                .load();

        assertThat(of100k.factsOf(new MovieId(1))).isEqualTo(MovieFacts.named(new MovieId(1), null, "A (1995)"));
        assertThat(of100k.factsOf(new MovieId(2))).isEqualTo(MovieFacts.named(new MovieId(2), null, "B"));
        assertThat(of100k.refusedMovies().first()).extracting(RefusedLine::line).containsExactly(1L, 2L, 3L);
        assertThat(of100k.refusedRatings().first())
                .extracting(RefusedLine::line)
                .containsExactly(2L);
        assertThat(of100k.refused().first()).extracting(RefusedLine::line).containsExactly(1L, 2L, 3L, 2L);
        assertThat(of100k.refused().count()).isEqualTo(4);
        assertThat(ofCsv.factsOf(new MovieId(3)).title()).isEqualTo("Metropolis (0027)");
        assertThat(ofCsv.refusedMovies().count()).isEqualTo(1);
        assertThat(ofCsv.refusedRatings().count()).isZero();
    }

    @Test
    void titles_that_are_utf_8_are_read_as_such_after_a_byte_order_mark_too() {
        Dataset of100k = new DatasetFolder(temp.resolve("100k"))
                .utf8("u.item", "\uFEFF1|Lumi\u00e8re \u4e16 (1995)|01-Jan-1995||", "2|Caf\u00e9|01-Jan-1996||")
                .file("u.data", "1\t1\t5\t1")
                .load();
        Dataset of1m = new DatasetFolder(temp.resolve("1m"))
                .utf8("movies.dat", "1::Lumi\u00e8re \u4e16 (1995)::Drama")
                .file("ratings.dat", "1::1::4::978300760")
                .load();

        MovieFacts facts = MovieFacts.named(new MovieId(1), 1995, "Lumi\u00e8re \u4e16 (1995)");
        assertThat(of100k.factsOf(new MovieId(1))).isEqualTo(facts);
        assertThat(of100k.factsOf(new MovieId(2)).title()).isEqualTo("Caf\u00e9");
        assertThat(of1m.factsOf(new MovieId(1))).isEqualTo(facts);
    }

    @Test
    void reads_csv_with_half_stars() {
        Dataset dataset = new DatasetFolder(temp)
                .file("movies.csv", "movieId,title,genres", "3,\"Grumpier, \"\"Old\"\" Men (1995)\",Comedy")
                .file("ratings.csv", "userId,movieId,rating,timestamp", "1,3,3.5,964982703", "1,3,3.7,964982703")
                .load("", RatingScale.parse("0.5..5/0.5"));

        assertThat(dataset.format()).isEqualTo(DatasetFormat.MOVIELENS_CSV);
        assertThat(DatasetFolder.rows(dataset)).containsExactly("1 3 35 2000-07-30T18:45:03Z");
        assertThat(dataset.factsOf(new MovieId(3)))
                .isEqualTo(MovieFacts.named(new MovieId(3), 1995, "Grumpier, \"Old\" Men (1995)"));
        assertThat(dataset.refused().count()).isEqualTo(1);
    }

    @Test
    void reads_the_real_files_whole() {
        Path real = DatasetFolder.realData("movielens-100k");

        Dataset whole = Dataset.load(real, null, RatingScale.WHOLE_STARS, ReadListener.NONE);
        Dataset split = Dataset.load(real.resolve("u1.base"), null, RatingScale.WHOLE_STARS, ReadListener.NONE);

        assertThat(whole.size()).isEqualTo(100_000);
        assertThat(whole.customerCount()).isEqualTo(943);
        assertThat(whole.movieCount()).isEqualTo(1_682);
        assertThat(whole.refused().count()).isZero();
        assertThat(split.size()).isEqualTo(80_000);
    }
}
