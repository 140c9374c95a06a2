/**
 * Owns the verbs: one class each, thin shells over the pure packages. Verbs do not call each other.
 */
@NullMarked
package io.coxswain.kubectl.verb;

import org.jspecify.annotations.NullMarked;
