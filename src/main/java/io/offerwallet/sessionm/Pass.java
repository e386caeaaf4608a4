package io.offerwallet.sessionm;

import java.util.Optional;

/** The leave to ask SessionM for one wallet, in one call or several. */
@FunctionalInterface
interface Pass {

    /** One that is never withdrawn. */
    Pass FREE = Optional::empty;

    /** Why a call may not be sent after all; asked at the last moment, since SessionM may have asked to be left alone since. */
    Optional<SessionMFailure> refusal();
}
