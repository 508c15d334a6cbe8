package dev.ratecast.known.memory;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Work of several threads on numbered items, each of which goes to whoever is free first: the items of customers who rated
 * much, which have the lowest numbers, take many times longer than others.
 */
final class InTurn {
    private static final int TASKS = 4;

    private InTurn() {}

    /** Does all items, in the common pool and in the calling thread. */
    static void forEach(int items, IntConsumer work) {
        AtomicInteger next = new AtomicInteger();
        IntStream.range(0, Math.min(TASKS, items)).parallel().forEach(task -> {
            for (int item = next.getAndIncrement(); item < items; item = next.getAndIncrement()) {
                work.accept(item);
            }
        });
    }
}
