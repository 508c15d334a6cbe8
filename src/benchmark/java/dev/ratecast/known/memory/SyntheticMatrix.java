package dev.ratecast.known.memory;

import dev.ratecast.dataset.SyntheticDataset;
import dev.ratecast.dataset.SyntheticSize;
import dev.ratecast.known.NeighborRule;
import dev.ratecast.rating.Eras;
import dev.ratecast.rating.RatingScale;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.stream.IntStream;

/** A matrix of invented ratings with the Netflix Prize's skew, of any size; kept as a snapshot between runs. */
public final class SyntheticMatrix {
    public static final RatingScale SCALE = RatingScale.WHOLE_STARS;

    private static final NeighborRule RULE = NeighborRule.byDefault(SCALE);

    private static final long SEED = 1;
    private static final long FIRST_DAY = LocalDate.of(1999, 11, 11).toEpochDay();

    private SyntheticMatrix() {}

    private static SyntheticSize size(int ratings) {
        return ratings == SyntheticSize.NETFLIX_PRIZE.ratings()
                ? SyntheticSize.NETFLIX_PRIZE
                : SyntheticSize.ofRatings(ratings, null, null);
    }

    /** Reads the snapshot in the folder, which is made where it is missing. */
    public static RatingArrays of(int ratings, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("matrix-" + ratings + ".snapshot");
        if (!Files.exists(file)) {
            RatingArrays generated = generated(size(ratings));
            try (FileChannel out = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                long start = System.nanoTime();
                MatrixSnapshot.write(generated, new byte[0], out);
                System.out.printf(
                        "snapshot written: %.1f s, %d MB%n", (System.nanoTime() - start) / 1e9, out.size() >> 20);
            }
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long start = System.nanoTime();
            RatingArrays arrays =
                    MatrixSnapshot.read(in, SCALE, Eras.DEFAULT, RULE).arrays();
            System.out.printf("snapshot read: %.1f s%n", (System.nanoTime() - start) / 1e9);
            return arrays;
        }
    }

    private static RatingArrays generated(SyntheticSize size) {
        long start = System.nanoTime();
        SyntheticDataset dataset = new SyntheticDataset(size, SEED);
        RatingArrays arrays = new RatingArrays(SCALE, Eras.DEFAULT, RULE);
        MatrixLoader loader = new MatrixLoader(arrays);
        // Movies by id, then ratings in no order, as a load from Postgres has them.
        IntStream.range(0, size.movies()).forEach(movie -> loader.movie(dataset.movie(movie)));
        IntStream.range(0, size.movies())
                .parallel()
                .forEach(movie -> dataset.ratings(
                        movie,
                        (customer, stars, day) ->
                                loader.rating(customer, movie + 1L, stars, (FIRST_DAY + day) * 86_400)));
        long generated = System.nanoTime();
        loader.finish();
        System.out.printf(
                "generated and handed over: %.1f s, finished: %.1f s%n",
                (generated - start) / 1e9, (System.nanoTime() - generated) / 1e9);
        return arrays;
    }
}
