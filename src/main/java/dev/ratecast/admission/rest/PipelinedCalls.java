package dev.ratecast.admission.rest;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * The calls that a client sends on a connection before the call under way is answered. Vert.x would take in as many as
 * come and queue them in memory; here all but what came with the call itself wait in the network.
 */
final class PipelinedCalls {
    private static final AttributeKey<RoutingContext> UNDER_WAY = AttributeKey.valueOf("ratecast.call-under-way");

    private PipelinedCalls() {}

    /** Notes the call that is under way on its connection. On its event loop. */
    static void begin(RoutingContext context) {
        connection(context).channel().attr(UNDER_WAY).set(context);
    }

    /** Takes nothing more from the call's connection, unless the call has ended. On its event loop. */
    static void stop(RoutingContext context) {
        ConnectionBase connection = connection(context);
        if (connection.channel().attr(UNDER_WAY).get() == context) {
            connection.doPause();
        }
    }

    /** Takes more, unless the next call has begun, which may come with the answer to this one. */
    static void goOn(RoutingContext context) {
        ConnectionBase connection = connection(context);
        Channel channel = connection.channel();
        Runnable resume = () -> {
            if (channel.attr(UNDER_WAY).compareAndSet(context, null)) {
                connection.doResume();
            }
        };
        if (channel.eventLoop().inEventLoop()) {
            resume.run();
        } else {
            channel.eventLoop().execute(resume);
        }
    }

    /** Ends the connection without waiting for what the client has not read. */
    static void cutOff(RoutingContext context) {
        var unused = connection(context).channel().close();
    }

    private static ConnectionBase connection(RoutingContext context) {
        return (ConnectionBase) context.request().connection();
    }
}
