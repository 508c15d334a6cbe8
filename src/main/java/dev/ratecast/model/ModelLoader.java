package dev.ratecast.model;

/** Makes a model that serves out of an artifact. */
public interface ModelLoader {
    /**
     * Loads and warms up a model; may take seconds.
     *
     * @throws ModelRefusedException where the artifact is damaged, or of another feature schema or scale
     */
    LoadedModel load(byte[] artifact);
}
