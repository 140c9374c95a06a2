/**
 * A container runtime without containers, for simulated nodes and for tests. It keeps the port's
 * contract in memory and runs no process and no thread of its own for containers that only wait.
 */
@NullMarked
package io.coxswain.kubelet.runtime.fake;

import org.jspecify.annotations.NullMarked;
