/**
 * The scheduler: which pending pod goes to which node. {@code queue} orders the pending pods,
 * {@code nodes} is the picture of the cluster, {@code framework} the extension points, {@code
 * plugins} the rules; this package decides with them and talks to the API server.
 */
@NullMarked
package io.coxswain.scheduler;

import org.jspecify.annotations.NullMarked;
