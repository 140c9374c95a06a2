/**
 * What happened in the API server, told in order: the policy that decides how much is told of a
 * request, the events, and what is known of a request until its last event. Where events go is the
 * business of {@code audit.backend}. Imports nothing of HTTP.
 */
@NullMarked
package io.coxswain.apiserver.audit;

import org.jspecify.annotations.NullMarked;
