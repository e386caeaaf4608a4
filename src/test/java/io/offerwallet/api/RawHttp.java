package io.offerwallet.api;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A connection that sends whatever it is told to, which polite clients don't. */
final class RawHttp implements AutoCloseable {

    static final String BRAZE = basic("braze:demo");

    /** Past it, whoever waits for an answer hangs; not so short that a busy machine looks like that. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final int SEND_BUFFER = 64 * 1024;

    private final Socket socket;
    private final AtomicLong sent = new AtomicLong();

    RawHttp() {
        try {
            socket = new Socket("localhost", RestAssured.port);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            // Else the kernel lets it grow, and megabytes count as sent that nobody has read.
            socket.setSendBufferSize(SEND_BUFFER);
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }

    static String basic(String nameAndSecret) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString(nameAndSecret.getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    /** The head of a request; {@code headers} are lines, each with its end. */
    static String head(String method, String target, String headers) {
        return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    /** Sends the text and gives the answer to it. */
    static Answer exchange(String request) {
        try (RawHttp connection = new RawHttp()) {
            connection.send(request);
            return connection.answer();
        }
    }

    void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            sent.addAndGet(bytes.length);
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    /** Sends the bytes over and over beside whoever reads, until there were so many or the other side has enough. */
    Thread flood(byte[] piece, int times) {
        Thread flood = new Thread(
                () -> {
                    try {
                        for (int i = 0; i < times; i++) {
                            send(piece);
                        }
                    } catch (UncheckedIOException refused) {
                        // That is what it is for.
                    }
                },
                "flood");
        flood.setDaemon(true);
        flood.start();
        return flood;
    }

    /** How many bytes were taken off our hands. */
    long sent() {
        return sent.get();
    }

    /** The next answer; one of status 0 if the connection is closed without any. */
    Answer answer() {
        try {
            InputStream in = socket.getInputStream();
            String head = head(in);
            int length =
                    Answer.header(head, "content-length").map(Integer::parseInt).orElse(0);
            return new Answer(head, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("no answer, and the connection is not closed either", broken);
        }
    }

    /** Waits for the other side to close the connection. */
    boolean closedByServer() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String end = "\r\n\r\n";
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            if (b == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
                break;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed, one way or another.
        }
    }

    /** An answer as it came. */
    record Answer(String head, String body) {

        int status() {
            return head.isEmpty() ? 0 : Integer.parseInt(head.substring(9, 12));
        }

        String header(String name) {
            return header(head, name).orElse("");
        }

        private static Optional<String> header(String head, String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }
}
