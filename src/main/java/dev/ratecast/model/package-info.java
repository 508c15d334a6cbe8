/**
 * The trained network as the rest of the service sees it: a model with a version that corrects the streamed baseline,
 * its manifest, and the one that is active. Adapters (DL4J, Postgres) live in sub-packages.
 */
@NullMarked
package dev.ratecast.model;

import org.jspecify.annotations.NullMarked;
