package io.offerwallet.loadtest;

/**
 * How often SessionM may be asked during a send: it gives one wallet for every recipient that isn't warm, however often the message
 * is rendered. For every call of Braze's that was in vain there may be two more that gave none, since the proxy itself tries once more.
 *
 * @param extraPercent of the cold recipients: wallets that had to be loaded anew, for an offer expired or time went by
 */
record SessionmBound(long coldRecipients, double extraPercent) {
    private static final int TRIES_OF_THE_PROXY = 2;

    boolean isKept(SimulatorControl.Asked asked, long inVain) {
        return asked.wallets() <= wallets() && asked.calls() <= calls(inVain);
    }

    long wallets() {
        return coldRecipients + (long) Math.ceil(coldRecipients * extraPercent / 100);
    }

    long calls(long inVain) {
        return wallets() + TRIES_OF_THE_PROXY * inVain;
    }
}
