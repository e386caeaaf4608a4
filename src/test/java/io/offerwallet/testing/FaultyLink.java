package io.offerwallet.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * What lies between a client and a server on this machine, and can be slow, hang or break. It never loses or changes a
 * part of what goes over a connection: TCP doesn't either. Closing it ends all connections. Thread-safe.
 */
public final class FaultyLink implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 100;

    private final int target;
    private final int port;
    private final Condition condition = new Condition();
    private final Set<LinkedSockets> connections = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket listener;
    private volatile CountDownLatch listening = new CountDownLatch(0);
    private volatile boolean cut;

    private FaultyLink(int target, int port) throws IOException {
        this.target = target;
        this.port = port;
        this.listener = listen();
    }

    /** Listens on a port of its own for clients of the server on port {@code target}. */
    public static FaultyLink to(int target) {
        try {
            return new FaultyLink(target, FreePort.next());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://localhost:" + port();
    }

    /** How many connections lead through it now. */
    public int connections() {
        return connections.size();
    }

    /** Makes every answer so much later; any number of them is under way at once. */
    public void delay(Duration latency) {
        condition.delay(latency);
    }

    /** Hands nothing on, of what is under way and of what comes; who connects is let in. */
    public void hang() {
        condition.hang(true);
    }

    /** Breaks all connections; new ones are well. */
    public void reset() {
        connections.forEach(LinkedSockets::reset);
    }

    /** Breaks all connections, and every new one at once. */
    public void cut() {
        cut = true;
        reset();
    }

    /** Breaks all connections, and nobody listens any more: who connects is refused. */
    public void refuse() {
        try {
            listener.close();
            // The port is open until the thread that accepts has noticed.
            listening.await();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        reset();
    }

    /** Is a good link again, and hands on what hung. */
    public void restore() {
        cut = false;
        if (listener.isClosed()) {
            try {
                listener = listen();
            } catch (IOException portTaken) {
                throw new UncheckedIOException(portTaken);
            }
        }
        letGo();
    }

    private void letGo() {
        condition.delay(Duration.ZERO);
        condition.hang(false);
    }

    @Override
    public void close() {
        cut = true;
        refuse();
        letGo();
    }

    private ServerSocket listen() throws IOException {
        ServerSocket open = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        CountDownLatch accepting = new CountDownLatch(1);
        Threads.start("faulty link to " + target, () -> {
            accept(open);
            accepting.countDown();
        });
        listening = accepting;
        return open;
    }

    private void accept(ServerSocket open) {
        while (!open.isClosed()) {
            try {
                connect(open.accept());
            } catch (IOException closed) {
                // Either the listener is, which ends the loop, or this one client has left again.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket();
        LinkedSockets connection = new LinkedSockets(client, server, condition, connections::remove);
        if (cut || connections.size() >= MOST_CONNECTIONS) {
            connection.reset();
            return;
        }
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 1000);
        } catch (IOException serverIsGone) {
            connection.reset();
            return;
        }
        connections.add(connection);
        connection.start();
        if (cut || listener.isClosed()) {
            connection.reset();
        }
    }

    /** How the link is now, and how long something has to wait for it. */
    static final class Condition {

        private long delayNanos;
        private boolean hanging;

        synchronized void delay(Duration latency) {
            delayNanos = latency.toNanos();
            notifyAll();
        }

        synchronized void hang(boolean hangs) {
            hanging = hangs;
            notifyAll();
        }

        /** Returns when that which came at {@code arrival} may go on; {@code delayed} says whether the delay is for it. */
        synchronized void await(long arrival, boolean delayed) throws InterruptedException {
            while (true) {
                long left = delayed ? arrival + delayNanos - System.nanoTime() : 0;
                if (!hanging && left <= 0) {
                    return;
                }
                if (hanging) {
                    wait();
                } else {
                    wait(left / 1_000_000, (int) (left % 1_000_000));
                }
            }
        }
    }
}
