package io.offerwallet.api;

import io.offerwallet.wallet.WalletFlow;
import io.offerwallet.wallet.WalletOutcome;
import io.offerwallet.wallet.WalletSettings;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What the calls for a wallet have in common, whoever takes them: a question is read and answered within its deadline. */
@Singleton
final class WalletCalls {

    private final WalletFlow flow;
    private final WalletAnswers answers;
    private final Duration deadline;
    private final long maxBodyBytes;

    WalletCalls(WalletFlow flow, WalletAnswers answers, WalletSettings settings, ApiSettings limits) {
        this.flow = flow;
        this.answers = answers;
        this.deadline = settings.deadline();
        this.maxBodyBytes = limits.maxBodyBytes().asLongValue();
    }

    /** The question that the body is; fails with {@link InvalidRequest}. */
    Uni<Question> read(RoutingContext exchange, Arrival arrival, Function<byte[], Question> reading) {
        return RequestBody.read(exchange, maxBodyBytes, arrival.deadline(deadline))
                .map(reading);
    }

    /** The answer, if the wallet is held and fresh. */
    Optional<Answer> hit(Question question) {
        return flow.hit(question.key()).map(wallet -> answers.hit(question, wallet));
    }

    /** The answer, which comes by the deadline. */
    Uni<Answer> answer(Question question, Arrival arrival) {
        return ask(question, arrival).map(outcome -> answer(question, outcome, arrival));
    }

    /** What is to be answered, which is known by the deadline. */
    Uni<WalletOutcome> ask(Question question, Arrival arrival) {
        return flow.wallet(question.key(), arrival.deadline(deadline), arrival.trace());
    }

    /** The answer when it has come to this. */
    Answer answer(Question question, WalletOutcome outcome, Arrival arrival) {
        return answers.answer(question, outcome, arrival);
    }
}
