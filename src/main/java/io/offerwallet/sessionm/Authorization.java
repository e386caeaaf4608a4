package io.offerwallet.sessionm;

import java.util.Locale;

/**
 * The value of the Authorization header that SessionM gave us.
 *
 * <p>SessionM's teams hand out "the Basic string", which some read as the whole header and some as its Base64 part, so
 * both are understood.
 */
record Authorization(String headerValue) {

    private static final String BASIC = "Basic ";

    static Authorization of(String configured) {
        String value = configured.strip();
        if (value.isEmpty() || value.equalsIgnoreCase(BASIC.strip())) {
            throw new IllegalArgumentException("The SessionM authorization must not be empty, nor a scheme alone.");
        }
        if (value.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return new Authorization(BASIC + value.substring(BASIC.length()).strip());
        }
        boolean anotherScheme = value.indexOf(' ') > 0;
        return new Authorization(anotherScheme ? value : BASIC + value);
    }

    @Override
    public String toString() {
        String scheme = headerValue.substring(0, headerValue.indexOf(' ')).toLowerCase(Locale.ROOT);
        return "Authorization[" + scheme + ", hidden]";
    }
}
