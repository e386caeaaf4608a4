package io.offerwallet.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One connection over a {@link FaultyLink}: what comes at one end goes out at the other when the link lets it. */
final class LinkedSockets {

    private static final int MOST_CHUNKS = 4096;
    private static final int CHUNK = 16 * 1024;

    private final Socket client;
    private final Socket server;
    private final FaultyLink.Condition condition;
    private final Consumer<LinkedSockets> whenEnded;
    private final AtomicBoolean ended = new AtomicBoolean();

    LinkedSockets(Socket client, Socket server, FaultyLink.Condition condition, Consumer<LinkedSockets> whenEnded) {
        this.client = client;
        this.server = server;
        this.condition = condition;
        this.whenEnded = whenEnded;
    }

    /** Something that came; empty at the end. */
    private record Chunk(long arrival, ByteBuffer bytes) {

        static Chunk of(byte[] buffer, int length) {
            return new Chunk(System.nanoTime(), ByteBuffer.wrap(Arrays.copyOf(buffer, length)));
        }

        static Chunk end() {
            return of(new byte[0], 0);
        }

        boolean isEnd() {
            return bytes.capacity() == 0;
        }
    }

    void start() throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        pump(client, server, false);
        pump(server, client, true);
    }

    /** Ends it so that both ends see it as broken. */
    void reset() {
        for (Socket socket : new Socket[] {client, server}) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException closedAlready) {
                // Then there is nothing left to break.
            }
        }
        end();
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            closeQuietly(client);
            closeQuietly(server);
            whenEnded.accept(this);
        }
    }

    private void pump(Socket from, Socket to, boolean delayed) {
        BlockingQueue<Chunk> underWay = new ArrayBlockingQueue<>(MOST_CHUNKS);
        Threads.start("link, in", () -> read(from, underWay));
        Threads.start("link, out", () -> write(to, underWay, delayed));
    }

    private void read(Socket from, BlockingQueue<Chunk> underWay) {
        try {
            byte[] buffer = new byte[CHUNK];
            int length = 0;
            InputStream in = from.getInputStream();
            while ((length = in.read(buffer)) >= 0) {
                underWay.put(Chunk.of(buffer, length));
            }
            underWay.put(Chunk.end());
        } catch (IOException broken) {
            end();
            // Wakes the writer up, if it waits for more.
            underWay.offer(Chunk.end());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            end();
        }
    }

    private void write(Socket to, BlockingQueue<Chunk> underWay, boolean delayed) {
        try {
            Chunk chunk = underWay.take();
            while (!chunk.isEnd() && !ended.get()) {
                condition.await(chunk.arrival(), delayed);
                to.getOutputStream().write(chunk.bytes().array());
                chunk = underWay.take();
            }
            condition.await(chunk.arrival(), delayed);
        } catch (IOException broken) {
            // Then this is the end of it.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        end();
        // A reader may wait for room.
        underWay.clear();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is of no use any more either way.
        }
    }
}
