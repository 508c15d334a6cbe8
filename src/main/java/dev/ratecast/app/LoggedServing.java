package dev.ratecast.app;

import dev.ratecast.model.RegistryUnavailableException;
import dev.ratecast.model.ServedModel;
import dev.ratecast.model.ServingObserver;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says in the log which models come into use, once each, and once that a configured location counts no more; hands
 * everything on to the metrics.
 */
final class LoggedServing implements ServingObserver {
    private static final Logger LOG = Logger.getLogger(ServingModel.class);

    private final ServingObserver metrics;
    private @Nullable String location;
    private boolean unavailable;

    /**
     * A log of what a replica serves.
     *
     * @param location the configured one, null where there is none
     */
    LoggedServing(ServingObserver metrics, @Nullable String location) {
        this.metrics = metrics;
        this.location = location;
    }

    @Override
    public void switched(Role role, @Nullable ServedModel model) {
        metrics.switched(role, model);
        if (model == null) {
            LOG.infof("role=%s model=none", text(role));
        } else {
            LOG.infof("role=%s model=%s source=%s", text(role), model.version(), model.source());
            if (role == Role.ACTIVE && model.key() != null && location != null) {
                LOG.infof("event=location-unused location=%s reason=\"the registry has an active version\"", location);
                location = null;
            }
        }
    }

    @Override
    public void refused(Role role, String version, String reason) {
        metrics.refused(role, version, reason);
        LOG.errorf("event=model-refused role=%s model=%s reason=\"%s\"", text(role), version, reason);
    }

    @Override
    public void inStep(boolean inStep) {
        metrics.inStep(inStep);
        unavailable = false;
    }

    @Override
    public void registryUnavailable(RegistryUnavailableException cause) {
        metrics.registryUnavailable(cause);
        if (MissingSchema.isBehind(cause)) {
            LOG.debug("the registry's table is not there yet");
        } else if (!unavailable) {
            LOG.warnf("event=model-registry-unavailable cause=\"%s\"", cause.getMessage());
            unavailable = true;
        }
    }

    private static String text(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
