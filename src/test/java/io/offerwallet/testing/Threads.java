package io.offerwallet.testing;

/** Threads that don't keep the tests' virtual machine from ending. */
final class Threads {

    private Threads() {}

    static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
