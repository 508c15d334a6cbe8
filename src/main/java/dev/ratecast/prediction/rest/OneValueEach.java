package dev.ratecast.prediction.rest;

import dev.ratecast.json.Violation;
import dev.ratecast.json.Violation.Code;
import dev.ratecast.problem.Problem;
import dev.ratecast.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Refuses a parameter that is given twice or without a value: the framework hands the first one on, and an empty one as
 * none. Parameters that no call has are ignored.
 */
@Provider
public class OneValueEach implements ContainerRequestFilter {
    static final Set<String> NAMES = Set.of("explain", "limit", "min_ratings", "rating_date", "cautious");

    @Override
    public void filter(ContainerRequestContext call) {
        Map<String, List<String>> parameters = call.getUriInfo().getQueryParameters();
        if (parameters.isEmpty()) {
            return;
        }
        List<Violation> violations = new ArrayList<>();
        parameters.forEach((name, values) -> {
            if (NAMES.contains(name)) {
                if (values.size() > 1) {
                    violations.add(new Violation(name, Code.DUPLICATE_FIELD, "the parameter is given twice"));
                } else if (values.contains("")) {
                    violations.add(new Violation(name, Code.MISSING, "the parameter has no value"));
                }
            }
        });
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.invalid(violations));
        }
    }
}
