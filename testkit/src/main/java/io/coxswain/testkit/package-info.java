/**
 * For tests only: a clock that moves by hand, an API in memory, and the given/when/then language of
 * reconcilers. Must not be used by main code.
 */
@NullMarked
package io.coxswain.testkit;

import org.jspecify.annotations.NullMarked;
