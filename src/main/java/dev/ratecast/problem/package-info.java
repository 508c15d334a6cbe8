/** Problems as RFC 9457 describes them: the answer to a call that cannot be served, over REST and over Kafka. */
@NullMarked
package dev.ratecast.problem;

import org.jspecify.annotations.NullMarked;
