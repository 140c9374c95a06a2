/**
 * The pending pods in upstream's three places (active, backing off, unschedulable) and what moves
 * them between these. Pure; owned by the scheduling thread.
 */
@NullMarked
package io.coxswain.scheduler.queue;

import org.jspecify.annotations.NullMarked;
