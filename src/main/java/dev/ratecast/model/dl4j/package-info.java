/**
 * The network on DL4J and ND4J's native CPU backend: training, the artifact file and serving. The only package that
 * knows either library.
 */
@NullMarked
package dev.ratecast.model.dl4j;

import org.jspecify.annotations.NullMarked;
