package dev.ratecast.known.kafka;

import dev.ratecast.known.MemoryStanding;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands questions about the memory's standing from any thread to the one that follows, which alone can answer them. */
final class Inspections {
    private final AtomicReference<@Nullable CompletableFuture<Optional<MemoryStanding>>> asked =
            new AtomicReference<>();

    /**
     * The standing, as the following thread gives it next; from any thread.
     *
     * @return empty where it gives none, or not in time
     */
    Optional<MemoryStanding> ask(Duration patience) throws InterruptedException {
        CompletableFuture<Optional<MemoryStanding>> own = new CompletableFuture<>();
        CompletableFuture<Optional<MemoryStanding>> answer = asked.compareAndSet(null, own) ? own : asked.get();
        try {
            return answer == null ? Optional.empty() : answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the memory cannot be summed up", e.getCause());
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }

    /** Answers whoever waits, if anybody does; by the following thread, which an error is thrown to as well. */
    void answer(Supplier<Optional<MemoryStanding>> standing) {
        CompletableFuture<Optional<MemoryStanding>> question = asked.getAndSet(null);
        if (question == null) {
            return;
        }
        try {
            question.complete(standing.get());
        } catch (RuntimeException e) {
            question.completeExceptionally(e);
        } catch (Error e) {
            question.completeExceptionally(e);
            throw e;
        }
    }
}
