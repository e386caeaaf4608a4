package io.offerwallet.loadtest;

/** How a message asks for its offers. */
enum CallKind {
    POST_WALLET("POST /v1/wallets"),
    GET_WALLET("GET /v1/wallets/{user_id}"),
    DROP_IN("POST get_user_offers");

    private final String title;

    CallKind(String title) {
        this.title = title;
    }

    /** As the report names it. */
    String title() {
        return title;
    }
}
