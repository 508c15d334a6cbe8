package dev.ratecast.dataset;

import dev.ratecast.rating.MovieFacts;
import dev.ratecast.rating.MovieId;
import dev.ratecast.rating.RatingScale;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what a reader reads into a {@link Dataset}. */
final class DatasetBuilder implements DatasetSink {
    private final DatasetRows rows = new DatasetRows();
    private final Map<MovieId, MovieFacts> movies = new HashMap<>();
    private final RefusedTally refused = new RefusedTally();
    private final RefusedTally refusedMovies = new RefusedTally();
    private final ReadListener listener;
    private final long bytesTotal;
    private long bytesRead;

    DatasetBuilder(List<DatasetFile> files, ReadListener listener) {
        this.listener = listener;
        this.bytesTotal = files.stream().mapToLong(DatasetFile::sizeBytes).sum();
    }

    @Override
    public void rating(long customer, long movie, int units, long ratedAt) {
        rows.add(customer, movie, units, ratedAt);
    }

    @Override
    public void movie(MovieFacts facts) {
        movies.merge(facts.movie(), facts, MovieFacts::merge);
    }

    @Override
    public void refused(RefusedLine line) {
        refused.add(line);
    }

    @Override
    public void refusedMovie(RefusedLine line) {
        refusedMovies.add(line);
    }

    @Override
    public void bytesRead(int count) {
        if (count > 0) {
            bytesRead += count;
            listener.progress(rows.times.size(), bytesRead, bytesTotal);
        }
    }

    Dataset build(String name, DatasetFormat format, RatingScale scale) {
        RefusedLines ofRatings = refused.lines();
        RefusedLines ofMovies = refusedMovies.lines();
        Dataset read = new Dataset(scale, format, rows, Collections.unmodifiableMap(movies), ofRatings, ofMovies);
        if (read.size() == 0) {
            RefusedLines all = ofRatings.and(ofMovies);
            String why = all.count() == 0
                    ? ""
                    : "; " + all.count() + " lines refused, first "
                            + all.first().get(0);
            String hint = read.offScaleCount() > 0 ? "; --scale names another scale, such as 0.5..5/0.5" : "";
            throw new BrokenDatasetException(name, "no rating in it (read as " + format + ")" + why + hint);
        }
        return read;
    }
}
