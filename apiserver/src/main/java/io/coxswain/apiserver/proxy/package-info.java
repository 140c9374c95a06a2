/**
 * The way to kubelets: logs are streamed, exec, attach and port-forward are tunnelled byte by byte.
 * Imports of HTTP only the exchange.
 */
@NullMarked
package io.coxswain.apiserver.proxy;

import org.jspecify.annotations.NullMarked;
