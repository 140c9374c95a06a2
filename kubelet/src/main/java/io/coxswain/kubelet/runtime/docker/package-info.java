/**
 * The container runtime on a Docker engine, over its socket. Owns the labels and names that tell
 * our containers from everybody else's; everything without them is invisible here.
 */
@NullMarked
package io.coxswain.kubelet.runtime.docker;

import org.jspecify.annotations.NullMarked;
