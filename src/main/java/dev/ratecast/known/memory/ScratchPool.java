package dev.ratecast.known.memory;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Working memory of readers that have finished, for those to come. Never more than a few are kept. */
final class ScratchPool {
    private static final int KEPT = 8;

    private final RatingArrays arrays;
    private final AtomicReferenceArray<Scratch> idle = new AtomicReferenceArray<>(KEPT);

    ScratchPool(RatingArrays arrays) {
        this.arrays = arrays;
    }

    Scratch take() {
        for (int place = 0; place < KEPT; place++) {
            Scratch scratch = idle.getAndSet(place, null);
            if (scratch != null) {
                return scratch;
            }
        }
        return new Scratch(arrays);
    }

    void giveBack(Scratch scratch) {
        for (int place = 0; place < KEPT; place++) {
            if (idle.compareAndSet(place, null, scratch)) {
                return;
            }
        }
    }
}
