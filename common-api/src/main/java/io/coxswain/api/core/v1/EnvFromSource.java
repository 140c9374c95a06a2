package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:EnvFromSource */
@ApiType("TYPEDOC:EnvFromSource")
public record EnvFromSource(
    @ApiField(number = 1, doc = "FIELD:EnvFromSource.prefix") @Nullable String prefix,
    @ApiField(number = 2, doc = "FIELD:EnvFromSource.configMapRef")
        @Nullable ConfigMapEnvSource configMapRef,
    @ApiField(number = 3, doc = "FIELD:EnvFromSource.secretRef")
        @Nullable SecretEnvSource secretRef)
    implements EnvFromSourceBuilder.With {

  /** DOC:ConfigMapEnvSource */
  @ApiType("TYPEDOC:ConfigMapEnvSource")
  public record ConfigMapEnvSource(
      @ApiField(number = 2, doc = "FIELD:ConfigMapEnvSource.optional") @Nullable Boolean optional,
      @ApiField(doc = "FIELD:ConfigMapEnvSource.name") @Nullable String name)
      implements ConfigMapEnvSourceBuilder.With {}

  /** DOC:SecretEnvSource */
  @ApiType("TYPEDOC:SecretEnvSource")
  public record SecretEnvSource(
      @ApiField(number = 2, doc = "FIELD:SecretEnvSource.optional") @Nullable Boolean optional,
      @ApiField(doc = "FIELD:SecretEnvSource.name") @Nullable String name)
      implements SecretEnvSourceBuilder.With {}
}
