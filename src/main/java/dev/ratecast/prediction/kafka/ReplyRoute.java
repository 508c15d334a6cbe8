package dev.ratecast.prediction.kafka;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Where the reply to a request goes.
 *
 * @param partition null leaves the choice to the producer
 * @param correlation the request's correlation ids, under the names that it used
 * @param refusal why the address that the request names is refused, null where it is not; a refused request gets an
 *     error reply on the default topic
 */
record ReplyRoute(String topic, @Nullable Integer partition, List<Header> correlation, @Nullable String refusal) {}
