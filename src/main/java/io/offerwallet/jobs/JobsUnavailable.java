package io.offerwallet.jobs;

/** A job can't be taken or told of now: what keeps jobs is full or out of reach. Nothing of it will be carried out. */
public final class JobsUnavailable extends RuntimeException {

    private final String detail;

    JobsUnavailable(String detail) {
        super(detail, null, false, false);
        this.detail = detail;
    }

    /** Why, in a sentence. */
    public String detail() {
        return detail;
    }
}
