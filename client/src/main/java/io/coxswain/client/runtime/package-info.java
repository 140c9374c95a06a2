/**
 * The controller runtime: a controller decides a {@link io.coxswain.client.runtime.Plan}, the
 * runtime carries it out. Everything that every controller needs and none should repeat is here:
 * shared informers, the queue, expectations against stale caches, slow start, conflict retries and
 * refusals.
 */
@NullMarked
package io.coxswain.client.runtime;

import org.jspecify.annotations.NullMarked;
