/** Deciding whether labels match a selector. Pure; owns nothing else. */
@NullMarked
package io.coxswain.api.labels;

import org.jspecify.annotations.NullMarked;
