package dev.ratecast.model;

import org.jspecify.annotations.Nullable;

/** Who is told which models a replica serves. */
public interface ServingObserver {
    /** What a model is used for. */
    enum Role {
        ACTIVE,
        SHADOW
    }

    /**
     * Another model is in use.
     *
     * @param model null where none is any more
     */
    void switched(Role role, @Nullable ServedModel model);

    /** A version that the registry chose cannot be loaded; what was in use goes on. */
    void refused(Role role, String version, String reason);

    /** Whether what is in use is what the registry chose, as far as it could be asked; told at every look. */
    void inStep(boolean inStep);

    /** The registry cannot be asked now. */
    void registryUnavailable(RegistryUnavailableException cause);
}
