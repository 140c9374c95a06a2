/** A pod's volumes: what files they hold (pure) and how these get onto the node's disk. */
@NullMarked
package io.coxswain.kubelet.volume;

import org.jspecify.annotations.NullMarked;
