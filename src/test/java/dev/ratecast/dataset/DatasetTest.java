package dev.ratecast.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratecast.rating.RatingScale;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {
    @TempDir
    Path temp;

    @Test
    void time_order_is_that_of_a_stable_sort() {
        for (boolean wholeDays : new boolean[] {true, false}) {
            DatasetRows rows = new DatasetRows();
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 300_000; i++) {
                long time = wholeDays ? random.nextLong(20_000) * 86_400 : random.nextLong(1L << 32);
                rows.add(random.nextLong(1L << 53), random.nextInt(500), 1, time);
            }

            int[] order = rows.timeOrder();

            assertThat(rows.wholeDays).isEqualTo(wholeDays);
            assertThat(order)
                    .isEqualTo(IntStream.range(0, 300_000)
                            .boxed()
                            .sorted(Comparator.comparingLong(row -> rows.ratedAt(row)))
                            .mapToInt(Integer::intValue)
                            .toArray());
        }
    }

    @Test
    void ids_keep_their_numbers() {
        IdNumbers ids = new IdNumbers();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(ids.add(i * 4_096L)).isEqualTo(i);
            }
        }
        assertThat(ids.find(4_096)).isEqualTo(1);
        assertThat(ids.find(1)).isEqualTo(-1);
        assertThat(ids.id(9_999)).isEqualTo(9_999 * 4_096L);
    }

    @Test
    void reads_from_wherever_files_open() {
        DatasetFile ratings = file("combined_data_1.txt", "1:\n7,3,2005-09-06\n8,4,2005-09-06");
        DatasetFile titles = file("movie_titles.csv", "1,2003,One\n");
        DatasetSource source = new DatasetSource("memory", false, List.of(ratings, titles), List.of(ratings, titles));

        Dataset dataset = Dataset.load(
                source, null, RatingRules.anyDate(RatingScale.WHOLE_STARS), (rows, bytes, total) -> assertThat(bytes)
                        .isLessThanOrEqualTo(total));

        assertThat(dataset.size()).isEqualTo(2);
    }

    @Test
    void dates_after_the_latest_allowed_one_are_refused() {
        new DatasetFolder(temp)
                .file("movie_titles.csv", "1,2003,One")
                .file("combined_data_1.txt", "1:", "7,3,1970-01-02", "7,3,1970-01-03");

        Dataset dataset = Dataset.load(
                DatasetSource.of(temp),
                DatasetFormat.NETFLIX_PRIZE,
                new RatingRules(RatingScale.WHOLE_STARS, 86_400),
                ReadListener.NONE);

        assertThat(dataset.size()).isEqualTo(1);
        assertThat(dataset.refused().first().get(0).reason())
                .isEqualTo("rating_date must be from 1970-01-01 to 1970-01-02T00:00:00Z, not \"1970-01-03\"");
    }

    @Test
    void a_folder_or_file_of_no_known_format_stops_the_reading() {
        DatasetFolder folder = new DatasetFolder(temp).file("notes.txt", "hello");

        assertThatThrownBy(folder::load)
                .hasMessageContainingAll("no rating file of a known format", "ratings.csv, u.data, ratings.dat");
        assertThatThrownBy(() ->
                        Dataset.load(temp, DatasetFormat.MOVIELENS_100K, RatingScale.WHOLE_STARS, ReadListener.NONE))
                .hasMessageContaining("no rating file of format movielens-100k in this folder: it would be u.data");
        assertThatThrownBy(() -> folder.load("notes.txt", RatingScale.WHOLE_STARS))
                .hasMessageContaining("the format is not recognised");
        folder.file("u.data", "1\t1\t1\t1").file("combined_data_1.txt", "1:");
        assertThatThrownBy(folder::load).hasMessageContaining("several formats");
    }

    @Test
    void an_empty_file_that_is_named_itself_is_said_to_be_empty() throws IOException {
        Files.createFile(temp.resolve("u1.test"));

        assertThatThrownBy(() -> new DatasetFolder(temp).load("u1.test", RatingScale.WHOLE_STARS))
                .hasMessageContaining("u1.test: the file is empty");
    }

    @Test
    void where_every_rating_is_off_the_scale_another_one_is_hinted_at() {
        DatasetFolder folder = new DatasetFolder(temp)
                .file("off.csv", "customer_id,rating,rating_date,movie_id", "1,80,1970-01-02,1", "1,90,1970-01-02,2")
                .file("other.csv", "customer_id,rating,rating_date,movie_id", "1,4,never,1");

        assertThatThrownBy(() -> folder.load("off.csv", RatingScale.WHOLE_STARS))
                .hasMessageContainingAll("no rating in it", "2 lines refused", "; --scale names another scale");
        assertThatThrownBy(() -> folder.load("other.csv", RatingScale.WHOLE_STARS))
                .hasMessageContainingAll("no rating in it", "1 lines refused")
                .hasMessageNotContaining("--scale");
    }

    @Test
    void headers_are_recognised_as_they_are_read_whatever_the_order_and_the_blanks() {
        DatasetFolder folder = new DatasetFolder(temp)
                .file("own.csv", "movie_id, customer_id, rating, rating_date", "1, 7, 3, 1970-01-02")
                .file("movies.csv", "movieId,title", "1,One (1970)")
                .file("theirs.csv", "movieId,userId,rating,timestamp", "1,7,3,86400");

        assertThat(folder.load("own.csv", RatingScale.WHOLE_STARS).customer(0)).isEqualTo(7);
        assertThat(folder.load("theirs.csv", RatingScale.WHOLE_STARS).customer(0))
                .isEqualTo(7);
    }

    @Test
    void a_long_line_and_a_missing_line_end_are_read() {
        new DatasetFolder(temp)
                .file("movie_titles.csv", "1,2003,One")
                .file("combined_data_1.txt", "1:", "x".repeat(3_000_000) + ",", "7,3,1970-01-02");

        Dataset dataset = new DatasetFolder(temp).load();

        assertThat(dataset.size()).isEqualTo(1);
        assertThat(dataset.refused().first().get(0).line()).isEqualTo(2);
    }

    private static DatasetFile file(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new DatasetFile(name, name, bytes.length, () -> new ByteArrayInputStream(bytes));
    }
}
