/**
 * The way to kubelets: logs are streamed, exec, attach and port-forward are tunnelled byte by byte;
 * and to whatever else the proxy subresource passes requests on to. Imports of HTTP only the
 * exchange.
 */
@NullMarked
package io.coxswain.apiserver.proxy;

import org.jspecify.annotations.NullMarked;
