/** Turns whatever goes wrong in a REST call into a problem, so that no caller ever sees a stack trace. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Ratecast",
                        version = "1",
                        description = "Predicts the rating that a customer will give a movie."),
        components = @Components(schemas = @Schema(name = DescribedProblems.SCHEMA, implementation = Problem.class)))
@NullMarked
package dev.ratecast.problem.rest;

import dev.ratecast.problem.Problem;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.NullMarked;
