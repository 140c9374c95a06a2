package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:NodeConfigSource */
@ApiType("TYPEDOC:NodeConfigSource")
public record NodeConfigSource(
    @ApiField(number = 2, doc = "FIELD:NodeConfigSource.configMap")
        @Nullable ConfigMapNodeConfigSource configMap)
    implements NodeConfigSourceBuilder.With {

  /** DOC:ConfigMapNodeConfigSource */
  @ApiType("TYPEDOC:ConfigMapNodeConfigSource")
  public record ConfigMapNodeConfigSource(
      @ApiField(number = 1, doc = "FIELD:ConfigMapNodeConfigSource.namespace", required = true)
          String namespace,
      @ApiField(number = 2, doc = "FIELD:ConfigMapNodeConfigSource.name", required = true)
          String name,
      @ApiField(number = 3, doc = "FIELD:ConfigMapNodeConfigSource.uid") @Nullable String uid,
      @ApiField(number = 4, doc = "FIELD:ConfigMapNodeConfigSource.resourceVersion")
          @Nullable String resourceVersion,
      @ApiField(
              number = 5,
              doc = "FIELD:ConfigMapNodeConfigSource.kubeletConfigKey",
              required = true)
          String kubeletConfigKey)
      implements ConfigMapNodeConfigSourceBuilder.With {}
}
