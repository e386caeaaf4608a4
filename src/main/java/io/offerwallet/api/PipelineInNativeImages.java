package io.offerwallet.api;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateHandler;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.net.impl.VertxHandler;

/**
 * Netty leaves out of the way of an event those handlers of a connection that only pass it on, if it can ask a handler's class
 * which of its methods do more, which a native image must be told of. Otherwise all see all.
 */
@RegisterForReflection(
        targets = {
            ChannelDuplexHandler.class,
            ChannelInboundHandlerAdapter.class,
            IdleStateHandler.class,
            KnownCalls.class,
            VertxHandler.class,
            WalletHandler.class
        },
        fields = false)
final class PipelineInNativeImages {

    private PipelineInNativeImages() {}
}
