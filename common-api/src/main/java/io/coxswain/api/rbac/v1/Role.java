package io.coxswain.api.rbac.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;

/** Rules that hold in one namespace. */
@ApiKind(group = "rbac.authorization.k8s.io", version = "v1", kind = "Role", plural = "roles")
@ApiType("Rules that hold in one namespace.")
public record Role(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What the role permits.", writeEmpty = true) List<PolicyRule> rules)
    implements KubernetesObject, RoleBuilder.With {}
