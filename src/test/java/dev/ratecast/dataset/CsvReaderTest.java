package dev.ratecast.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {
    private static final String HEADER = "customer_id,rating,rating_date,movie_id,release_year,title";

    @TempDir
    Path temp;

    private Dataset load(String... lines) {
        return new DatasetFolder(temp).file("ratings.csv", lines).load();
    }

    @Test
    void reads_rows_with_quoted_titles_and_date_times() {
        Dataset dataset = load(
                HEADER,
                "7,4,2005-02-03,5,2002,Scotland",
                "8,3,2005-02-03T10:00:00.9+02:00,6,,\"Me, \"\"You\"\"",
                "and Them\"",
                "9,3,2005-02-03 10:00:00,6,NULL,",
                "9,4,2005-02-03T10:00:00-0530,5,2002,Scotland");

        assertThat(dataset.format()).isEqualTo(DatasetFormat.CSV);
        assertThat(DatasetFolder.rows(dataset))
                .containsExactly(
                        "7 5 4 2005-02-03T00:00:00Z",
                        "8 6 3 2005-02-03T08:00:00Z",
                        "9 6 3 2005-02-03T10:00:00Z",
                        "9 5 4 2005-02-03T15:30:00Z");
        assertThat(dataset.factsOf(new MovieId(5))).isEqualTo(MovieFacts.named(new MovieId(5), 2002, "Scotland"));
        assertThat(dataset.factsOf(new MovieId(6)))
                .isEqualTo(MovieFacts.named(new MovieId(6), null, "Me, \"You\"\nand Them"));
    }

    @Test
    void takes_the_smallest_year_that_rows_name_for_a_movie() {
        Dataset dataset = load(HEADER, "7,4,2005-02-03,5,2002,B", "8,4,2005-02-03,5,1999,A", "9,4,2005-02-03,5,,C");

        assertThat(dataset.factsOf(new MovieId(5))).isEqualTo(MovieFacts.named(new MovieId(5), 1999, "A"));
    }

    @Test
    void reads_columns_by_name_and_ignores_others() {
        Dataset dataset = load("x,movie_id,rating_date,customer_id,rating", "?,5,2005-02-03,7,4");

        assertThat(DatasetFolder.rows(dataset)).containsExactly("7 5 4 2005-02-03T00:00:00Z");
    }

    @Test
    void reports_and_skips_broken_lines() {
        Dataset dataset = load(
                HEADER,
                "7,4,2005-02-03,5,2002,Scotland",
                "7,4,2005-02-03,5,2002",
                "7,4,2005-02-03,5,2002.5,Scotland",
                "7,,2005-02-03,5,2002,Scotland",
                "7,1e999,2005-02-03,5,2002,Scotland",
                "7,4,2005-02-03,5,2002,\"never closed",
                "8,4,2005-02-03,5,2002,Scotland",
                "7,4,2005-02-03,5,2002,\u00e9",
                "9,4,2005-02-03,5,2002," + "x".repeat(501));

        assertThat(DatasetFolder.rows(dataset))
                .containsExactly("7 5 4 2005-02-03T00:00:00Z", "8 5 4 2005-02-03T00:00:00Z");
        assertThat(dataset.refused().first())
                .extracting(RefusedLine::line)
                .containsExactly(3L, 4L, 5L, 6L, 7L, 9L, 10L);
    }

    @Test
    void rows_between_two_stray_quotes_are_read() {
        for (String title : new String[] {"12\" Vinyl", "\"Vinyl"}) {
            Dataset dataset = load(
                    HEADER,
                    "1,4,2005-02-01,5,2002,Scotland",
                    "2,4,2005-02-02,6,2002," + title,
                    "3,4,2005-02-03,5,2002,Scotland",
                    "4,4,2005-02-04,5,2002,Scotland",
                    "5,4,2005-02-05,7,2002,12\" Vinyl",
                    "6,4,2005-02-06,5,2002,Scotland",
                    "7,4,2005-02-07,5,2002,Scotland");

            assertThat(DatasetFolder.rows(dataset))
                    .extracting(row -> row.substring(0, 1))
                    .containsExactly("1", "3", "4", "6", "7");
            assertThat(dataset.refused().first()).extracting(RefusedLine::line).containsExactly(3L, 6L);
        }
    }

    @Test
    void counts_the_lines_that_break_each_rule_whatever_they_hold() {
        Dataset dataset = load(
                HEADER,
                "7,4,2005-02-03,5,2002,Scotland",
                "7,3.5,2005-02-03,5,2002,Scotland",
                "7,0.5,2005-02-03,5,2002,Scotland",
                "7,4,2005-02-30,5,2002,Scotland",
                "7,4,2005-02-03,5",
                "7,4,2005-02-03");

        assertThat(dataset.refused().byRule())
                .containsExactly(
                        Map.entry("rating must be on the scale 1..5", 2L),
                        Map.entry("rating_date must be a date", 1L),
                        Map.entry("there must be 6 fields as in the header", 2L));
        assertThat(dataset.offScaleCount()).isEqualTo(2);
        assertThat(dataset.refused().first().get(0).reason())
                .isEqualTo("rating must be on the scale 1..5, not \"3.5\"");
    }

    @Test
    void stops_at_a_wrong_header_with_file_and_line() {
        assertThatThrownBy(() -> load("customer_id,rating", "7,4"))
                .isInstanceOf(BrokenDatasetException.class)
                .hasMessageContaining("ratings.csv, line 1: the header");
    }

    @Test
    void reads_the_real_file_whole() {
        Dataset dataset = Dataset.load(
                DatasetFolder.realData("netflix-sample"), null, RatingScale.WHOLE_STARS, ReadListener.NONE);

        assertThat(dataset.size()).isEqualTo(1_743);
        assertThat(dataset.customerCount()).isEqualTo(500);
        assertThat(dataset.movieCount()).isEqualTo(18);
        assertThat(dataset.refused().count()).isZero();
    }
}
