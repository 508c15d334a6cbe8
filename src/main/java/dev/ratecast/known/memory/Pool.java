package dev.ratecast.known.memory;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Working memory of those who have finished, for those to come. Never more than a few are kept.
 *
 * @param <T> what one thread at a time works in
 */
final class Pool<T> {
    private static final int KEPT = 8;

    private final Supplier<T> fresh;
    private final AtomicReferenceArray<T> idle = new AtomicReferenceArray<>(KEPT);

    Pool(Supplier<T> fresh) {
        this.fresh = fresh;
    }

    T take() {
        for (int place = 0; place < KEPT; place++) {
            T one = idle.getAndSet(place, null);
            if (one != null) {
                return one;
            }
        }
        return fresh.get();
    }

    void giveBack(T one) {
        for (int place = 0; place < KEPT; place++) {
            if (idle.compareAndSet(place, null, one)) {
                return;
            }
        }
    }
}
