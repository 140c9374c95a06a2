/** Writes the rules of ClusterRoles that consist of others. */
@NullMarked
package io.coxswain.controller.clusterroleaggregation;

import org.jspecify.annotations.NullMarked;
