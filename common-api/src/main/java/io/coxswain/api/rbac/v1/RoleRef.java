package io.coxswain.api.rbac.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** The role that a binding gives; it never changes. */
@ApiType(value = "The role that a binding gives; it never changes.", atomic = true)
public record RoleRef(
    @ApiField(number = 1, doc = "Group of the role: rbac.authorization.k8s.io.", required = true)
        @Nullable String apiGroup,
    @ApiField(number = 2, doc = "Role or ClusterRole.", required = true) String kind,
    @ApiField(number = 3, doc = "Name of the role.", required = true) String name)
    implements RoleRefBuilder.With {}
