/**
 * exec, attach and port-forward: connections that leave HTTP for WebSocket or SPDY/3.1 and carry
 * several streams. Everything after the upgrade is plain blocking code over two byte streams
 * ({@link io.coxswain.kubelet.server.stream.Duplex}); it must not know pods or the API.
 */
@NullMarked
package io.coxswain.kubelet.server.stream;

import org.jspecify.annotations.NullMarked;
