package dev.ratecast.admission.rest;

import dev.ratecast.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Answers with a problem before a call has come to any resource. */
final class ProblemAnswer {
    private ProblemAnswer() {}

    /**
     * Answers, and ends the connection once the rest of the body has arrived and been thrown away: a client that still
     * sends would not read the answer otherwise.
     *
     * @param patience how long it may take to arrive
     */
    static void send(RoutingContext context, Problem problem, Duration patience) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        response.setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (problem.status() == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Problem.RETRY_AFTER_SECONDS);
        }
        if (!request.isEnded()) {
            throwAway(context, patience);
        }
        response.end(Json.encodeToBuffer(problem));
    }

    private static void throwAway(RoutingContext context, Duration patience) {
        HttpServerRequest request = context.request();
        request.handler(ignored -> {});
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        long timer = context.vertx().setTimer(Math.max(1, patience.toMillis()), ignored -> request.connection()
                .close());
        request.endHandler(ignored -> {
            context.vertx().cancelTimer(timer);
            request.connection().close();
        });
        request.resume();
    }
}
