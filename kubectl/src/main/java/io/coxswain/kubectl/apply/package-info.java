/** Owns three-way patches of kubectl apply: pure functions over trees. */
@NullMarked
package io.coxswain.kubectl.apply;

import org.jspecify.annotations.NullMarked;
