/**
 * Component processes: starting, finding again after a restart of the launcher, and stopping by
 * pid.
 */
@NullMarked
package io.coxswain.cluster.process;

import org.jspecify.annotations.NullMarked;
