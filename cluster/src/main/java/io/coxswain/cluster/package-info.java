/**
 * Launches a cluster on this machine: picks addresses, makes certificates, starts the components
 * and waits until the cluster is usable. The only module that sees more than one component.
 */
@NullMarked
package io.coxswain.cluster;

import org.jspecify.annotations.NullMarked;
