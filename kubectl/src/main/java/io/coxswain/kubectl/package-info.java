/**
 * The kubectl command line: its entry point and the catalogue of verbs. Talks to the API server
 * only over the wire; must not import other components.
 */
@NullMarked
package io.coxswain.kubectl;

import org.jspecify.annotations.NullMarked;
