package io.offerwallet.api;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.offerwallet.security.Role;
import io.offerwallet.wallet.WalletOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Understands and answers plain calls as they come from the connection. */
@ApplicationScoped // Made for the first call for a wallet: before, nobody has looked whether the settings are there.
class PlainWallets {

    private static final Logger LOG = Logger.getLogger(PlainWallets.class);

    private final Gate gate;
    private final Questions questions;
    private final WalletCalls calls;
    private final long maxBodyBytes;

    PlainWallets(Gate gate, Questions questions, WalletCalls calls, ApiSettings limits) {
        this.gate = gate;
        this.questions = questions;
        this.calls = calls;
        this.maxBodyBytes = limits.maxBodyBytes().asLongValue();
    }

    /**
     * What is asked.
     *
     * @param hit the answer, if the wallet is held and fresh
     */
    record Found(Question question, Optional<Answer> hit) {}

    /**
     * What is asked, if the call is allowed and understood.
     *
     * @param body all of it; left as it is
     */
    Optional<Found> find(PlainRequest plain, ByteBuf body) {
        if (body.readableBytes() > maxBodyBytes) {
            return Optional.empty();
        }
        return find(() -> {
            gate.admit(
                    plain.arrival(),
                    plain.request().headers()::get,
                    Role.WALLET,
                    plain.call().route());
            return read(plain, body);
        });
    }

    /** What a call {@link PlainCall#BY_PATH} of a client that may ask asks, if it is understood. */
    Optional<Found> find(String user, @Nullable String query) {
        return find(() -> questions.simplified(user, query));
    }

    /** As {@link #find(String, String)}, for a call whose body asks. */
    Optional<Found> find(PlainCall call, byte[] body) {
        return find(() -> read(call, body));
    }

    private Optional<Found> find(Supplier<Question> reading) {
        try {
            Question question = reading.get();
            return Optional.of(new Found(question, calls.hit(question)));
        } catch (Denied | InvalidRequest othersWillSay) {
            return Optional.empty();
        } catch (RuntimeException bug) {
            LOG.error("Looking for a hit failed; the request goes the long way.", bug);
            return Optional.empty();
        }
    }

    /** What is to be answered, which is known by the deadline. */
    Uni<WalletOutcome> ask(Question question, Arrival arrival) {
        return calls.ask(question, arrival);
    }

    /** The answer when it has come to this. */
    Answer answer(Question question, WalletOutcome outcome, Arrival arrival) {
        return calls.answer(question, outcome, arrival);
    }

    private Question read(PlainRequest plain, ByteBuf body) {
        return plain.call() == PlainCall.BY_PATH
                ? questions.simplified(PlainCall.userIn(plain.path()), plain.query())
                : read(plain.call(), ByteBufUtil.getBytes(body));
    }

    private Question read(PlainCall call, byte[] body) {
        return call == PlainCall.DROP_IN ? questions.dropIn(body) : questions.simplified(body);
    }
}
