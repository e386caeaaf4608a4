package io.offerwallet.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Lua script: several steps in Redis that nothing comes between. It is sent once to every server and called by its
 * digest from then on.
 *
 * <p>All keys of a call must have the same hash tag, so that a cluster finds them on one node.
 */
public final class Script {

    private final String lua;
    private final String digest;

    public Script(String lua) {
        this.lua = lua;
        this.digest = sha1(lua);
    }

    /** Fails like {@link RedisCommands#send}. Arguments are strings, numbers or bytes. */
    public Uni<@Nullable Response> run(RedisCommands redis, List<String> keys, Object... arguments) {
        return redis.send(request(Command.EVALSHA, digest, keys, arguments))
                .onFailure(Script::unknown)
                .recoverWithUni(() -> redis.send(request(Command.EVAL, lua, keys, arguments)));
    }

    private static boolean unknown(Throwable failure) {
        return failure instanceof RedisTrouble trouble && trouble.kind() == RedisFailure.NO_SCRIPT;
    }

    private static Request request(Command command, String script, List<String> keys, Object... arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        for (Object argument : arguments) {
            if (argument instanceof byte[] bytes) {
                request.arg(Buffer.buffer(bytes));
            } else {
                request.arg(argument.toString());
            }
        }
        return request;
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-1.", impossible);
        }
    }
}
