/**
 * Owns what rollout verbs know of Deployments, DaemonSets and StatefulSets: status and history,
 * pure over trees.
 */
@NullMarked
package io.coxswain.kubectl.rollout;

import org.jspecify.annotations.NullMarked;
