package dev.ratecast.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetflixPrizeReaderTest {
    @TempDir
    Path temp;

    private DatasetFolder titles() {
        return new DatasetFolder(temp)
                .file("movie_titles.csv", "1,2003,Caf\u00e9, Noir", "2,NULL,No Year", "3,1969,Never Rated");
    }

    @Test
    void reads_ratings_of_all_files_in_time_order_with_ties_in_file_order() {
        Dataset dataset = titles().file(
                        "combined_data_1.txt", "1:", "7,3,2005-09-06", "8,5,1999-11-11", "9,1,2005-09-06")
                .file("combined_data_2.txt", "2:", "7,4,2000-02-29")
                .load();

        assertThat(dataset.format()).isEqualTo(DatasetFormat.NETFLIX_PRIZE);
        assertThat(DatasetFolder.rows(dataset))
                .containsExactly(
                        "8 1 5 1999-11-11T00:00:00Z",
                        "7 2 4 2000-02-29T00:00:00Z",
                        "7 1 3 2005-09-06T00:00:00Z",
                        "9 1 1 2005-09-06T00:00:00Z");
        assertThat(dataset.hasDatesOnly()).isTrue();
        assertThat(dataset.customerCount()).isEqualTo(3);
        assertThat(dataset.movieCount()).isEqualTo(2);
        assertThat(dataset.refused().count()).isZero();
    }

    @Test
    void reads_titles_with_commas_and_years_that_are_not_known() {
        Dataset dataset =
                titles().file("combined_data_1.txt", "1:", "7,3,2005-09-06").load();

        assertThat(dataset.factsOf(new MovieId(1)))
                .isEqualTo(MovieFacts.named(new MovieId(1), 2003, "Caf\u00e9, Noir"));
        assertThat(dataset.factsOf(new MovieId(2))).isEqualTo(MovieFacts.named(new MovieId(2), null, "No Year"));
        assertThat(dataset.factsOf(new MovieId(99))).isEqualTo(MovieFacts.named(new MovieId(99), null, null));
    }

    @Test
    void a_movie_whose_year_is_refused_keeps_its_title() {
        Dataset dataset = new DatasetFolder(temp)
                .file("movie_titles.csv", "1,203,Short Year", "2;2003;No Movie")
                .file("combined_data_1.txt", "1:", "7,3,2005-09-06")
                .load();

        assertThat(dataset.factsOf(new MovieId(1))).isEqualTo(MovieFacts.named(new MovieId(1), null, "Short Year"));
        assertThat(dataset.refusedMovies().count()).isEqualTo(2);
        assertThat(dataset.refusedRatings().count()).isZero();
    }

    @Test
    void titles_that_are_utf_8_are_read_as_such() {
        Dataset dataset = new DatasetFolder(temp)
                .utf8("movie_titles.csv", "\uFEFF1,2003,Caf\u00e9, \u4e16", "2,NULL,No Year")
                .file("combined_data_1.txt", "1:", "7,3,2005-09-06")
                .load();

        assertThat(dataset.factsOf(new MovieId(1)))
                .isEqualTo(MovieFacts.named(new MovieId(1), 2003, "Caf\u00e9, \u4e16"));
    }

    @Test
    void reads_one_file_a_movie_with_the_titles_one_folder_up() {
        DatasetFolder folder = titles().file("training_set/mv_0000001.txt", "1:", "7,3,2005-09-06")
                .file("training_set/mv_0000002.txt", "2:\r", "7,4,2005-09-07\r");

        assertThat(folder.load().size()).isEqualTo(2);
        assertThat(folder.load("training_set", RatingScale.WHOLE_STARS).size()).isEqualTo(2);
        assertThat(folder.load("training_set/mv_0000002.txt", RatingScale.WHOLE_STARS)
                        .size())
                .isEqualTo(1);
    }

    @Test
    void reports_and_skips_broken_lines() {
        Dataset dataset = titles().file(
                        "combined_data_1.txt",
                        "1:",
                        "7,6,2005-09-06",
                        "7,3.5,2005-09-06",
                        "x,3,2005-09-06",
                        "-1,3,2005-09-06",
                        "9007199254740992,3,2005-09-06",
                        "7,3,2005-02-29",
                        "7,3,1969-12-31",
                        "7,3",
                        "",
                        "7,3,2005-09-06",
                        "two:",
                        "7,3,2005-09-06")
                .load();

        assertThat(dataset.size()).isEqualTo(1);
        assertThat(dataset.refused().count()).isEqualTo(10);
        assertThat(dataset.refused().first())
                .extracting(RefusedLine::line)
                .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 12L, 13L);
        assertThat(dataset.refused().first().get(0))
                .hasToString(
                        temp.resolve("combined_data_1.txt") + ", line 2: rating must be on the scale 1..5, not \"6\"");
    }

    @Test
    void blanks_after_a_movies_line_do_not_put_its_ratings_on_another_movie() {
        Dataset dataset = titles().file(
                        "combined_data_1.txt",
                        "1:",
                        "7,3,2005-09-06",
                        "2: ",
                        "7,4,2005-09-07",
                        "3:\t \r",
                        "7,5,2005-09-08")
                .load();

        assertThat(DatasetFolder.rows(dataset))
                .containsExactly(
                        "7 1 3 2005-09-06T00:00:00Z", "7 2 4 2005-09-07T00:00:00Z", "7 3 5 2005-09-08T00:00:00Z");
        assertThat(dataset.refused().count()).isZero();
    }

    @Test
    void ratings_after_a_line_that_may_have_named_a_movie_are_refused_until_the_next_one() {
        Dataset dataset = titles().file(
                        "combined_data_1.txt",
                        "1:",
                        "7,3,2005-09-06",
                        "2;",
                        "7,4,2005-09-07",
                        "8,4,2005-09-07",
                        "3:",
                        "7,5,2005-09-08")
                .load();

        assertThat(DatasetFolder.rows(dataset))
                .containsExactly("7 1 3 2005-09-06T00:00:00Z", "7 3 5 2005-09-08T00:00:00Z");
        assertThat(dataset.refused().first()).extracting(RefusedLine::line).containsExactly(3L, 4L, 5L);
    }

    @Test
    void stops_at_a_rating_before_any_movie_with_file_and_line() {
        DatasetFolder folder = titles().file("combined_data_1.txt", "7,3,2005-09-06", "1:");

        assertThatThrownBy(folder::load)
                .isInstanceOf(BrokenDatasetException.class)
                .hasMessageContaining("combined_data_1.txt, line 1: a rating before any line that names its movie");
    }

    @Test
    void stops_where_titles_or_ratings_are_missing() {
        DatasetFolder folder = new DatasetFolder(temp).file("combined_data_1.txt", "1:");

        assertThatThrownBy(folder::load)
                .hasMessageContaining("movie_titles.csv")
                .hasMessageContaining("missing");
        titles();
        assertThatThrownBy(folder::load).hasMessageContaining("no rating in it");
        assertThatThrownBy(() -> folder.load("nowhere", RatingScale.WHOLE_STARS))
                .hasMessageContaining("no such file");
    }

    @Test
    void stops_at_an_empty_file_among_others() throws IOException {
        DatasetFolder folder = titles().file("combined_data_1.txt", "1:", "7,3,2005-09-06");
        Files.createFile(temp.resolve("combined_data_2.txt"));

        assertThatThrownBy(folder::load)
                .isInstanceOf(BrokenDatasetException.class)
                .hasMessageContaining("combined_data_2.txt: the file is empty");
    }

    @Test
    void keeps_a_thousand_refused_lines_and_counts_all() {
        String[] lines = Stream.concat(
                        Stream.of("1:", "7,3,2005-09-06"),
                        Stream.generate(() -> "?").limit(5_000))
                .toArray(String[]::new);

        RefusedLines refused =
                titles().file("combined_data_1.txt", lines).load().refused();

        assertThat(refused.count()).isEqualTo(5_000);
        assertThat(refused.first()).hasSize(RefusedLines.KEPT);
        assertThat(refused.summary(20)).hasSize(21).last().isEqualTo("... and 4980 more");
    }

    @Test
    void reads_half_stars_on_a_scale_of_half_stars() {
        Dataset dataset = titles().file("combined_data_1.txt", "1:", "7,3.5,2005-09-06", "8,4,2005-09-06")
                .load("", RatingScale.parse("0.5..5/0.5"));

        assertThat(dataset.units(0)).isEqualTo(35);
        assertThat(dataset.units(1)).isEqualTo(40);
    }

    @Test
    void reads_the_real_files_whole() {
        Dataset dataset = Dataset.load(
                DatasetFolder.realData("netflix-prize-medium"), null, RatingScale.WHOLE_STARS, ReadListener.NONE);

        assertThat(dataset.size()).isEqualTo(108_870);
        assertThat(dataset.movieCount()).isEqualTo(3_590);
        assertThat(dataset.customerCount()).isEqualTo(2_120);
        assertThat(dataset.factsOf(new MovieId(17_771)).title()).isNull();
        assertThat(LongStream.rangeClosed(1, 17_770).mapToObj(movie -> dataset.factsOf(new MovieId(movie))))
                .allSatisfy(movie -> assertThat(movie.title()).isNotNull())
                .filteredOn(movie -> movie.releaseYear() == null)
                .hasSize(7);
        assertThat(dataset.refused().count()).isZero();
    }
}
