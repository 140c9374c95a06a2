/**
 * How processes that the launchers start write their logs. Must not import anything of the cluster.
 */
@NullMarked
package io.coxswain.cluster.logging;

import org.jspecify.annotations.NullMarked;
