package io.coxswain.api.rbac.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;

/** Gives a ClusterRole to subjects in the whole cluster. */
@ApiKind(
    group = "rbac.authorization.k8s.io",
    version = "v1",
    kind = "ClusterRoleBinding",
    plural = "clusterrolebindings",
    namespaced = false)
@ApiType("Gives a ClusterRole to subjects in the whole cluster.")
public record ClusterRoleBinding(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "Who gets the role.") List<Subject> subjects,
    @ApiField(
            number = 3,
            doc = "The ClusterRole. It never changes.",
            required = true,
            struct = true)
        RoleRef roleRef)
    implements KubernetesObject, ClusterRoleBindingBuilder.With {}
