/** Forwarding of connections and datagrams by copying, for machines without nftables. */
@NullMarked
package io.coxswain.proxy.userspace;

import org.jspecify.annotations.NullMarked;
