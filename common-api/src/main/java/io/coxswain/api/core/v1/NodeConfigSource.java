package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Where a kubelet's configuration came from; unused. */
@ApiType("Where a kubelet's configuration came from; unused.")
public record NodeConfigSource(
    @ApiField(number = 2, doc = "ConfigMap with the configuration.")
        @Nullable ConfigMapNodeConfigSource configMap)
    implements NodeConfigSourceBuilder.With {

  /** A ConfigMap with a kubelet's configuration; unused. */
  @ApiType("A ConfigMap with a kubelet's configuration; unused.")
  public record ConfigMapNodeConfigSource(
      @ApiField(number = 1, doc = "Namespace of the ConfigMap.", required = true) String namespace,
      @ApiField(number = 2, doc = "Name of the ConfigMap.", required = true) String name,
      @ApiField(number = 3, doc = "UID of the ConfigMap.") @Nullable String uid,
      @ApiField(number = 4, doc = "Version of the ConfigMap.") @Nullable String resourceVersion,
      @ApiField(number = 5, doc = "Key of the entry with the configuration.", required = true)
          String kubeletConfigKey)
      implements ConfigMapNodeConfigSourceBuilder.With {}
}
