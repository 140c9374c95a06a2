/** Owns exec, attach and port-forward streams: WebSocket and SPDY. */
@NullMarked
package io.coxswain.kubectl.stream;

import org.jspecify.annotations.NullMarked;
