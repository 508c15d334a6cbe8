package dev.ratecast.admission.rest;

import dev.ratecast.admission.AdmissionConfig;
import dev.ratecast.admission.AdmissionMetrics;
import dev.ratecast.admission.AdmissionMetrics.Refusal;
import dev.ratecast.admission.CallGate;
import dev.ratecast.problem.Problem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The first that a REST call meets, on the event loop: refuses it where too many are under way, and takes in its body,
 * so that a slow client keeps no worker thread. Health and metrics have a port of their own and do not pass here.
 */
@Singleton
final class AdmissionGate {
    /** Before Quarkus's own handlers, of which those that refuse are not counted. */
    private static final int FIRST = 1_000;

    private final CallGate gate;
    private final AdmissionConfig config;
    private final AdmissionMetrics metrics;
    private final long largestBody;

    AdmissionGate(
            CallGate gate,
            AdmissionConfig config,
            AdmissionMetrics metrics,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestBody) {
        this.gate = gate;
        this.config = config;
        this.metrics = metrics;
        this.largestBody = largestBody.asLongValue();
        if (config.maxBodyBytes() < this.largestBody) {
            throw new IllegalArgumentException("ratecast.admission.max-body-bytes must hold the largest body,"
                    + " quarkus.http.limits.max-body-size: " + this.largestBody + " bytes");
        }
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, FIRST);
    }

    private void admit(RoutingContext context) {
        if (context.response().writeQueueFull()) {
            // Whoever sends call after call and reads no answer waits, or the answers would fill the memory.
            PipelinedCalls.begin(context);
            PipelinedCalls.stop(context);
            context.response().drainHandler(ignored -> {
                context.response().drainHandler(null);
                PipelinedCalls.goOn(context);
                admit(context);
            });
            return;
        }
        CallGate.Call call = gate.enter();
        if (call == null) {
            refuse(
                    context,
                    Refusal.CALLS,
                    Problem.overloaded("This replica is already handling as many calls as it accepts."));
            return;
        }
        context.addEndHandler(end -> {
            if (end.succeeded()) {
                call.leave();
            } else {
                // Whoever hangs up keeps the place as long as the work, which goes on, may wait for its turn.
                context.vertx().setTimer(Math.max(1, config.maxWait().toMillis()), timer -> call.leave());
            }
        });
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (hasNoBody(request)) {
            passOn(context);
        } else if (length != null && isTooLarge(length)) {
            refuse(context, Refusal.TOO_LARGE, tooLarge());
        } else {
            new IncomingBody(context, call).take();
        }
    }

    private static void passOn(RoutingContext context) {
        context.addEndHandler(ignored -> PipelinedCalls.goOn(context));
        PipelinedCalls.begin(context);
        context.next();
        // What has been answered by now, on this very thread, has let nothing in meanwhile.
        PipelinedCalls.stop(context);
    }

    private static boolean hasNoBody(HttpServerRequest request) {
        boolean announced = request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        return !announced;
    }

    private boolean isTooLarge(String length) {
        try {
            return Long.parseLong(length) > largestBody;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private Problem tooLarge() {
        return Problem.ofStatus(
                413, "Content Too Large", "The body is larger than the service accepts: " + largestBody + " bytes.");
    }

    private void refuse(RoutingContext context, Refusal refusal, Problem problem) {
        metrics.refused(refusal);
        ProblemAnswer.send(context, problem, config.bodyTimeout());
    }

    /** A body on its way in. All on the event loop of its connection. */
    private final class IncomingBody {
        private final RoutingContext context;
        private final CallGate.Call call;
        private final Buffer bytes = Buffer.buffer();
        private boolean over;

        IncomingBody(RoutingContext context, CallGate.Call call) {
            this.context = context;
            this.call = call;
        }

        void take() {
            HttpServerRequest request = context.request();
            long timer = context.vertx()
                    .setTimer(
                            Math.max(1, config.bodyTimeout().toMillis()),
                            ignored -> giveUp(
                                    Refusal.TOO_SLOW,
                                    Problem.ofStatus(408, "Request Timeout", "The body did not arrive in time.")));
            context.addEndHandler(ignored -> context.vertx().cancelTimer(timer));
            request.exceptionHandler(ignored -> over = true);
            request.handler(this::add);
            request.endHandler(ignored -> {
                context.vertx().cancelTimer(timer);
                if (!over) {
                    over = true;
                    ((RoutingContextInternal) context).setBody(bytes);
                    passOn(context);
                }
            });
            if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
                context.response().writeContinue();
            }
            request.resume();
        }

        private void add(Buffer chunk) {
            if (over) {
                return;
            }
            if (bytes.length() + chunk.length() > largestBody) {
                giveUp(Refusal.TOO_LARGE, tooLarge());
            } else if (!call.hold(chunk.length())) {
                giveUp(
                        Refusal.BODIES,
                        Problem.overloaded("Calls in progress use up the memory reserved for request bodies."));
            } else {
                bytes.appendBuffer(chunk);
            }
        }

        private void giveUp(Refusal refusal, Problem problem) {
            if (!over) {
                over = true;
                refuse(context, refusal, problem);
            }
        }
    }
}
