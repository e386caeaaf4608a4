/**
 * Which culture an answer is written in: from whatever a message template sends to one of the cultures the offers are
 * kept in. Pure, but for the mapping of its settings.
 */
@NullMarked
package io.offerwallet.culture;

import org.jspecify.annotations.NullMarked;
