/**
 * How bytes reach an API server: the {@link io.coxswain.client.transport.Transport} port and its
 * HTTPS implementation. Knows HTTP, not Kubernetes.
 */
@NullMarked
package io.coxswain.client.transport;

import org.jspecify.annotations.NullMarked;
