/** Fetching images as pull policies and back-off want it, and removing those nobody uses. */
@NullMarked
package io.coxswain.kubelet.image;

import org.jspecify.annotations.NullMarked;
