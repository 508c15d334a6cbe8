/** Shows which home of the known ratings serves, and how the one in memory stands, as metrics. */
@NullMarked
package dev.ratecast.known.micrometer;

import org.jspecify.annotations.NullMarked;
