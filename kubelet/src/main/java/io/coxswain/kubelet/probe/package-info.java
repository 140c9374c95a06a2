/** Liveness, readiness and startup probes, and the actions that hooks share with them. */
@NullMarked
package io.coxswain.kubelet.probe;

import org.jspecify.annotations.NullMarked;
