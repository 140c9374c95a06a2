/** The Node object: registration, status, Lease, and what of the machine it reports. */
@NullMarked
package io.coxswain.kubelet.node;

import org.jspecify.annotations.NullMarked;
