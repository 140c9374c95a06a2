/**
 * Upstream's extension points (KEP-624) as far as a plugin here needs them, and the values they
 * exchange. Knows nothing of the queue, of single plugins, or of the API server.
 */
@NullMarked
package io.coxswain.scheduler.framework;

import org.jspecify.annotations.NullMarked;
