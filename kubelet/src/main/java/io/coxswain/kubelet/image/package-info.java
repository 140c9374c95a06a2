/** Fetching images as pull policies and back-off want it. */
@NullMarked
package io.coxswain.kubelet.image;

import org.jspecify.annotations.NullMarked;
