package io.offerwallet.api;

/** Stops the reading of a request that can't be understood, and says why. */
final class InvalidRequest extends RuntimeException {

    private final transient Problem problem;

    InvalidRequest(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    static InvalidRequest in(String field, String detail) {
        return new InvalidRequest(Problem.invalid(field, detail));
    }

    static InvalidRequest body(String detail) {
        return new InvalidRequest(Problem.of(ProblemType.INVALID_REQUEST, detail));
    }

    Problem problem() {
        return problem;
    }
}
