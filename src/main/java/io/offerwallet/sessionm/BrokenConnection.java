package io.offerwallet.sessionm;

import java.util.ArrayList;
import java.util.List;

/** Tells operators why SessionM couldn't be talked to. */
final class BrokenConnection {

    private static final int LONGEST = 400;
    /** Causes may form a circle. */
    private static final int DEEPEST = 10;

    private BrokenConnection() {}

    /**
     * What the failure and its causes say, on one line. An untrusted certificate is only named by the innermost cause,
     * a refused connection by the outermost. The other side may have a say in these texts, so no line breaks and no length
     * is taken from it.
     */
    static String reason(Throwable failure) {
        List<String> said = new ArrayList<>();
        said.add(failure.getClass().getSimpleName());
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (said.stream().noneMatch(earlier -> earlier.contains(message))) {
                said.add(message);
            }
            cause = cause.getCause();
        }
        String reason =
                String.join(": ", said).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST) + "…";
    }
}
