/**
 * Pure: what the records of the cluster domain are (Kubernetes DNS-based service discovery 1.1.0).
 * Knows no sockets.
 */
@NullMarked
package io.coxswain.dns.zone;

import org.jspecify.annotations.NullMarked;
