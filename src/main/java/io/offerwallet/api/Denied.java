package io.offerwallet.api;

/** Stops a request that its sender may not make. */
final class Denied extends RuntimeException {

    private final transient Problem problem;

    private Denied(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    /** It is not known who asks. The answer is the same whatever is wrong with the credential. */
    static Denied unauthenticated() {
        return new Denied(Problem.of(
                ProblemType.UNAUTHENTICATED,
                "Send Authorization: Basic with a client's name and secret, or its secret as Authorization: Bearer or"
                        + " X-Api-Key."));
    }

    /** Who asks is known, and may not. */
    static Denied forbidden(String role) {
        return new Denied(Problem.of(ProblemType.FORBIDDEN, "This needs a client with the role " + role + "."));
    }

    Problem problem() {
        return problem;
    }
}
