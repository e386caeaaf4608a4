package io.offerwallet.wallet;

import java.util.function.Supplier;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;

/**
 * What every deployment does, whatever happens in whatever order: its answers, and its calls of SessionM, are those of a
 * simple reference model.
 */
public abstract class WalletModelContract {

    /** Everything that can happen to a process that is alone. */
    protected static ActionChainArbitrary<WalletWorld> chains(int processes, Supplier<ModelDeployment> deployment) {
        WalletActions actions = new WalletActions(processes);
        return ActionChain.<WalletWorld>startWith(() -> new WalletWorld(deployment.get()))
                .withAction(12, actions.ask())
                .withAction(5, actions.answer())
                .withAction(4, actions.purge())
                .withAction(4, actions.change())
                .withAction(1, actions.learnOrForget())
                .withAction(3, actions.failOrRecover())
                .withAction(5, actions.goOn())
                .withAction(1, actions.leave());
    }

    /** The same, and what can happen to that which several share. */
    protected static ActionChainArbitrary<WalletWorld> disturbedChains(
            int processes, Supplier<ModelDeployment> deployment) {
        WalletActions actions = new WalletActions(processes);
        return chains(processes, deployment)
                .withAction(1, actions.forgetEverything())
                .withAction(1, actions.loseMessages());
    }

    /** Lets everything happen, and waits for what is still under way. */
    protected static void run(ActionChain<WalletWorld> chain) {
        chain.run().end();
    }
}
