/**
 * Owns Go's text templates as far as {@code -o go-template} needs them: parsing, evaluation over
 * trees, and Go's way of printing values. Knows trees only.
 */
@NullMarked
package io.coxswain.kubectl.template;

import org.jspecify.annotations.NullMarked;
