package io.coxswain.client.runtime;

import java.time.Instant;

/**
 * Decides what to change so that the world of a view becomes what its object asks for. Pure: no
 * client, clock, randomness or log. Reconciling the world after the plan was carried out must give
 * an empty plan.
 */
@FunctionalInterface
public interface Reconciler<V> {
  Plan reconcile(V view, Instant now);
}
