/**
 * Cluster DNS: a server that answers for the cluster domain from Services, EndpointSlices and
 * Namespaces ({@code zone}) and forwards everything else ({@code server}), and the {@code kube-dns}
 * Service that leads to it. It must not import a component of the cluster.
 */
@NullMarked
package io.coxswain.dns;

import org.jspecify.annotations.NullMarked;
