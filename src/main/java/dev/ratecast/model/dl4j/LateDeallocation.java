package dev.ratecast.model.dl4j;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.Deallocatable;
import org.nd4j.linalg.api.memory.deallocation.DeallocatableReference;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Has ND4J free native memory some time after the Java object that owned it was collected, instead of at once. ND4J
 * 1.0.0-M2.1 hands bare addresses to native code and refers to their owners no more: a collection in the middle of an
 * operation, such as that of a row added to each row of a matrix, frees what the operation reads or writes, and the process
 * ends with SIGSEGV. No operation of ours takes nearly as long as this waits.
 */
final class LateDeallocation {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final ReferenceQueue<Deallocatable> collected = new ReferenceQueue<>();
    private final Map<String, DeallocatableReference> references;
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    private record Waiting(DeallocatableReference reference, long sinceNanos) {}

    private LateDeallocation(Map<String, DeallocatableReference> references) {
        this.references = references;
    }

    /** Takes the place of ND4J's own queues; what they hold already is freed as before. */
    @SuppressWarnings("unchecked") // as this version of ND4J declares them
    static void install() {
        DeallocatorService service = Nd4j.getDeallocatorService();
        LateDeallocation late =
                new LateDeallocation((Map<String, DeallocatableReference>) read(service, "referenceMap"));
        ((List<List<ReferenceQueue<Deallocatable>>>) read(service, "deviceMap"))
                .forEach(queues -> queues.replaceAll(its -> late.collected));
        Thread thread = new Thread(late::run, "ratecast-native-memory");
        thread.setDaemon(true);
        thread.start();
    }

    private static Object read(DeallocatorService service, String name) {
        try {
            Field field = DeallocatorService.class.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(service);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this is another ND4J than its deallocation was adapted to", e);
        }
    }

    private void run() {
        try {
            while (true) {
                Reference<? extends Deallocatable> reference = collected.remove(LOOK.toMillis());
                long now = System.nanoTime();
                if (reference instanceof DeallocatableReference found) {
                    waiting.add(new Waiting(found, now));
                }
                free(now);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void free(long nowNanos) {
        for (@Nullable Waiting first = waiting.peek();
                first != null && nowNanos - first.sinceNanos() > TimeUnit.NANOSECONDS.convert(GRACE);
                first = waiting.peek()) {
            waiting.remove();
            first.reference().getDeallocator().deallocate();
            references.remove(first.reference().getId());
        }
    }
}
