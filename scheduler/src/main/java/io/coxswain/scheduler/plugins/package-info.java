/**
 * The scheduling rules, one class each under upstream's plugin name. Pure: a plugin reads the pod
 * and the node table and answers; it keeps nothing between pods.
 */
@NullMarked
package io.coxswain.scheduler.plugins;

import org.jspecify.annotations.NullMarked;
