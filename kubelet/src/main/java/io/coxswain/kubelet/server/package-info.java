/**
 * The kubelet's own HTTPS API, for the API server and whoever it allows: logs, pods, stats.
 * Upgrades (exec, attach, port-forward) are handed to a {@link StreamUpgrade}.
 */
@NullMarked
package io.coxswain.kubelet.server;

import org.jspecify.annotations.NullMarked;
