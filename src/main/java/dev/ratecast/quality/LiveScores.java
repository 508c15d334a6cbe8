package dev.ratecast.quality;

import dev.ratecast.model.Score;
import dev.ratecast.model.ServedModel;
import dev.ratecast.model.ServingObserver.Role;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The rolling errors of the models in use. They belong to a version: when another one comes into a role, that role
 * begins anew. Safe for use by many threads.
 */
public final class LiveScores {
    /** Before so many new ratings nothing is said of drift; their RMSE is good to about two percent. */
    public static final int MIN_RATINGS_FOR_DRIFT = 1_000;

    private final QualitySettings settings;
    private final Map<QualityCell, RollingErrors> cells = new HashMap<>();
    /** All new ratings, whatever era and customer. */
    private final Map<Role, RollingErrors> ofNew = new EnumMap<>(Role.class);

    /** New ratings that both models predicted, since both have been in use. */
    private final Map<Role, RollingErrors> paired = new EnumMap<>(Role.class);

    private final Map<Role, ServedModel> models = new EnumMap<>(Role.class);

    public LiveScores(QualitySettings settings) {
        this.settings = settings;
        for (Role role : Role.values()) {
            ofNew.put(role, new RollingErrors(settings.window()));
            paired.put(role, new RollingErrors(settings.window()));
        }
    }

    /**
     * Adds an error.
     *
     * @return the latest errors of the cell
     */
    synchronized RollingErrors add(QualityCell cell, ServedModel model, double error, boolean covered) {
        if (!model.equals(models.put(cell.role(), model))) {
            begin(cell.role());
        }
        RollingErrors rolling = cells.computeIfAbsent(cell, key -> new RollingErrors(settings.window()));
        rolling.add(error, covered);
        if (cell.arrival() == Arrival.NEW) {
            of(ofNew, cell.role()).add(error, covered);
        }
        return rolling;
    }

    /** Adds a new rating that both models predicted; after both errors were added. */
    synchronized void addPair(double activeError, double shadowError) {
        // Only their RMSE is asked for.
        of(paired, Role.ACTIVE).add(activeError, false);
        of(paired, Role.SHADOW).add(shadowError, false);
    }

    /** Forgets the shadow's errors, once there is no shadow any more. */
    synchronized void endShadow() {
        if (models.remove(Role.SHADOW) != null) {
            begin(Role.SHADOW);
        }
    }

    private void begin(Role role) {
        cells.forEach((cell, rolling) -> {
            if (cell.role() == role) {
                rolling.clear();
            }
        });
        of(ofNew, role).clear();
        paired.values().forEach(RollingErrors::clear);
    }

    /** The latest errors of a role on new ratings. */
    public RollingErrors ofNew(Role role) {
        return of(ofNew, role);
    }

    /** The active model's RMSE minus the shadow's, on the latest new ratings that both predicted; NaN without any. */
    public synchronized double shadowGain() {
        return of(paired, Role.ACTIVE).rmse() - of(paired, Role.SHADOW).rmse();
    }

    /**
     * The active model's live RMSE on new ratings over the one in its manifest; NaN before {@link
     * #MIN_RATINGS_FOR_DRIFT} of them, or a full window where that is smaller, and where the manifest has none.
     */
    public synchronized double driftRatio() {
        ServedModel active = models.get(Role.ACTIVE);
        Score expected = active == null ? null : active.loaded().expected();
        RollingErrors live = of(ofNew, Role.ACTIVE);
        if (expected == null || live.size() < Math.min(MIN_RATINGS_FOR_DRIFT, settings.window())) {
            return Double.NaN;
        }
        return live.rmse() / expected.rmse();
    }

    /** Whether the live RMSE is beyond the threshold. */
    public boolean isDrifted() {
        return driftRatio() > settings.driftThreshold();
    }

    private static RollingErrors of(Map<Role, RollingErrors> byRole, Role role) {
        RollingErrors rolling = byRole.get(role);
        if (rolling == null) {
            throw new IllegalStateException("every role has its errors");
        }
        return rolling;
    }
}
