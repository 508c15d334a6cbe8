package dev.ratecast.model;

/**
 * The identity of a published artifact.
 *
 * @param version the model version
 * @param sha256 of the artifact's bytes as they were published, in hex
 */
public record ModelKey(String version, String sha256) {}
