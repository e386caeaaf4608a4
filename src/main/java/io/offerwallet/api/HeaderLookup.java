package io.offerwallet.api;

import org.jspecify.annotations.Nullable;

/** The headers of a request, whatever holds them. */
@FunctionalInterface
interface HeaderLookup {

    /** The first value of that name, in any case; null if there is none. */
    @Nullable
    String get(CharSequence name);
}
