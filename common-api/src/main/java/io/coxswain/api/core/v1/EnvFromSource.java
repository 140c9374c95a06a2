package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A ConfigMap or Secret whose entries become environment variables. */
@ApiType("A ConfigMap or Secret whose entries become environment variables.")
public record EnvFromSource(
    @ApiField(number = 1, doc = "Text put before each variable's name.") @Nullable String prefix,
    @ApiField(number = 2, doc = "The ConfigMap.") @Nullable ConfigMapEnvSource configMapRef,
    @ApiField(number = 3, doc = "The Secret.") @Nullable SecretEnvSource secretRef)
    implements EnvFromSourceBuilder.With {

  /** A ConfigMap all of whose entries are taken. */
  @ApiType("A ConfigMap all of whose entries are taken.")
  public record ConfigMapEnvSource(
      @ApiField(number = 2, doc = "Do not fail where the object or its key does not exist.")
          @Nullable Boolean optional,
      @ApiField(number = 1, within = 1, doc = "Name of the ConfigMap.") @Nullable String name)
      implements ConfigMapEnvSourceBuilder.With {}

  /** A Secret all of whose entries are taken. */
  @ApiType("A Secret all of whose entries are taken.")
  public record SecretEnvSource(
      @ApiField(number = 2, doc = "Do not fail where the object or its key does not exist.")
          @Nullable Boolean optional,
      @ApiField(number = 1, within = 1, doc = "Name of the Secret.") @Nullable String name)
      implements SecretEnvSourceBuilder.With {}
}
