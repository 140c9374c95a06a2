package io.coxswain.api.rbac.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A user, a group or a service account to whom a role is given. */
@ApiType(value = "A user, a group or a service account to whom a role is given.", atomic = true)
public record Subject(
    @ApiField(number = 1, doc = "User, Group or ServiceAccount.", required = true) String kind,
    @ApiField(
            number = 2,
            doc =
                "Group of the kind: \"\" for service accounts, rbac.authorization.k8s.io for users"
                    + " and groups, which is filled in where it is missing.")
        @Nullable String apiGroup,
    @ApiField(number = 3, doc = "Name of the user, group or service account.", required = true)
        String name,
    @ApiField(number = 4, doc = "Namespace of the service account; users and groups have none.")
        @Nullable String namespace)
    implements SubjectBuilder.With {}
