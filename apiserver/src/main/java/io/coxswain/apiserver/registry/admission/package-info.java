/**
 * Admission in code: what may be written beyond the rules of the kind itself, and what is filled
 * in.
 */
@NullMarked
package io.coxswain.apiserver.registry.admission;

import org.jspecify.annotations.NullMarked;
