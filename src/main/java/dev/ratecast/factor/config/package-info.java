/** When latent factors are fitted and who fits them, as configuration. */
@NullMarked
package dev.ratecast.factor.config;

import org.jspecify.annotations.NullMarked;
