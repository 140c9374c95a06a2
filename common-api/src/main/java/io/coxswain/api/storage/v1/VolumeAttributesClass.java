package io.coxswain.api.storage.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.Map;

/** Attributes of volumes that can change while volumes are in use. */
@ApiKind(
    group = "storage.k8s.io",
    version = "v1",
    kind = "VolumeAttributesClass",
    plural = "volumeattributesclasses",
    namespaced = false,
    shortNames = "vac")
@ApiType("Attributes of volumes that can change while volumes are in use.")
public record VolumeAttributesClass(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(
            number = 2,
            doc = "The CSI driver that knows the attributes; can't be changed.",
            required = true)
        String driverName,
    @ApiField(
            number = 3,
            doc = "The attributes, which only the driver understands; can't be changed.")
        Map<String, String> parameters)
    implements KubernetesObject, VolumeAttributesClassBuilder.With {}
