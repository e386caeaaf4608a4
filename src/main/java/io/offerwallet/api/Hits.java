package io.offerwallet.api;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpRequest;
import io.offerwallet.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Looks for the answers that need no more than what memory holds. */
@ApplicationScoped // Made for the first call for a wallet: before, nobody has looked whether the settings are there.
class Hits {

    private final Gate gate;
    private final Questions questions;
    private final WalletCalls calls;
    private final long maxBodyBytes;

    Hits(Gate gate, Questions questions, WalletCalls calls, ApiSettings limits) {
        this.gate = gate;
        this.questions = questions;
        this.calls = calls;
        this.maxBodyBytes = limits.maxBodyBytes().asLongValue();
    }

    /**
     * The answer, if the call is allowed and understood, and its wallet is held and fresh.
     *
     * @param body all of it; left as it is
     */
    Optional<Answer> find(PlainCall call, HttpRequest request, ByteBuf body, Arrival arrival) {
        if (body.readableBytes() > maxBodyBytes) {
            return Optional.empty();
        }
        try {
            gate.admit(arrival, request.headers()::get, Role.WALLET, call.route());
            return calls.hit(question(call, request.uri(), body));
        } catch (Denied | InvalidRequest othersWillSay) {
            return Optional.empty();
        }
    }

    private Question question(PlainCall call, String uri, ByteBuf body) {
        return switch (call) {
            case BY_PATH -> {
                int mark = uri.indexOf('?');
                yield mark < 0
                        ? questions.simplified(PlainCall.userIn(uri), null)
                        : questions.simplified(PlainCall.userIn(uri.substring(0, mark)), uri.substring(mark + 1));
            }
            case BY_BODY -> questions.simplified(ByteBufUtil.getBytes(body));
            case DROP_IN -> questions.dropIn(ByteBufUtil.getBytes(body));
        };
    }
}
