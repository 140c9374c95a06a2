package io.coxswain.controller.clusterroleaggregation;

import io.coxswain.api.rbac.v1.ClusterRole;
import java.util.List;

/** An aggregated role, and all roles it may consist of. */
record ClusterRoleAggregationView(ClusterRole role, List<ClusterRole> all) {}
