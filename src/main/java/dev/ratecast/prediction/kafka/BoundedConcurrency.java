package dev.ratecast.prediction.kafka;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Work that begins piece by piece, the next one when one is done, so that who shares its threads has turns in between. */
final class BoundedConcurrency {
    private BoundedConcurrency() {}

    /**
     * Does the work for each item, in their order.
     *
     * @param atOnce how many pieces may be under way; at least 1
     * @param work begins a piece; what it gives is complete once the piece is done
     * @return complete once all are done; failed where one has failed, though some may not have begun then
     */
    static <T> CompletableFuture<Void> forEach(
            List<T> items, int atOnce, Function<? super T, CompletableFuture<Void>> work) {
        Queue<T> waiting = new ConcurrentLinkedQueue<>(items);
        return CompletableFuture.allOf(IntStream.range(0, Math.min(atOnce, items.size()))
                .mapToObj(line -> rest(waiting, work))
                .toArray(CompletableFuture<?>[]::new));
    }

    private static <T> CompletableFuture<Void> rest(
            Queue<T> waiting, Function<? super T, CompletableFuture<Void>> work) {
        T next = waiting.poll();
        return next == null
                ? CompletableFuture.completedFuture(null)
                : work.apply(next).thenCompose(done -> rest(waiting, work));
    }
}
