/**
 * The embedded default: a real Kafka broker inside this JVM and a real Postgres beside it, with their state in one
 * folder. For development, tests and trying out; never started unless asked for.
 */
@NullMarked
package dev.ratecast.embedded;

import org.jspecify.annotations.NullMarked;
