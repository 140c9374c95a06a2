/** Pod addresses and the network they lie in; the node's own address. */
@NullMarked
package io.coxswain.kubelet.network;

import org.jspecify.annotations.NullMarked;
