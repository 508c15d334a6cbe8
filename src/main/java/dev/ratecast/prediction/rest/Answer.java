package dev.ratecast.prediction.rest;

import dev.ratecast.prediction.metrics.PredictionMetrics.Outcome;
import dev.ratecast.problem.Problem;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What a call is answered with, and what metrics count it as. */
record Answer(Outcome outcome, Response response) {
    static Answer ok(Object entity) {
        return new Answer(
                Outcome.OK, Response.ok(entity, MediaType.APPLICATION_JSON_TYPE).build());
    }

    static Answer refused(Outcome outcome, Problem problem) {
        return new Answer(
                outcome,
                Response.status(problem.status())
                        .type(Problem.MEDIA_TYPE)
                        .entity(problem)
                        .build());
    }

    /** There is more work than the replica takes on. */
    static Answer overloaded() {
        return refused(
                Outcome.OVERLOADED, Problem.overloaded("This replica is too busy to compute this prediction in time."));
    }
}
