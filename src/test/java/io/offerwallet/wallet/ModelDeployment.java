package io.offerwallet.wallet;

import java.util.List;

/** The processes that a model-based test asks, and what can happen to what they share. */
public interface ModelDeployment {

    /** The clock all of them go by. */
    TestClock clock();

    /** One store for each process. */
    List<? extends WalletStore> stores();

    /** Whether the process waits for what comes of another's turn to load {@code key}. */
    boolean waits(int process, WalletKey key);

    /** What is shared forgets everything, turns under way included. */
    void forgetEverything();

    /** Whatever the processes are telling each other now may get lost. */
    void loseMessages();
}
