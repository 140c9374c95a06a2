package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:EnvVar */
@ApiType("TYPEDOC:EnvVar")
public record EnvVar(
    @ApiField(number = 1, doc = "FIELD:EnvVar.name", required = true) String name,
    @ApiField(number = 2, doc = "FIELD:EnvVar.value") @Nullable String value,
    @ApiField(number = 3, doc = "FIELD:EnvVar.valueFrom") @Nullable EnvVarSource valueFrom)
    implements EnvVarBuilder.With {

  /** DOC:EnvVarSource */
  @ApiType("TYPEDOC:EnvVarSource")
  public record EnvVarSource(
      @ApiField(number = 1, doc = "FIELD:EnvVarSource.fieldRef")
          @Nullable ObjectFieldSelector fieldRef,
      @ApiField(number = 2, doc = "FIELD:EnvVarSource.resourceFieldRef")
          @Nullable ResourceFieldSelector resourceFieldRef,
      @ApiField(number = 3, doc = "FIELD:EnvVarSource.configMapKeyRef")
          @Nullable ConfigMapKeySelector configMapKeyRef,
      @ApiField(number = 4, doc = "FIELD:EnvVarSource.secretKeyRef")
          @Nullable SecretKeySelector secretKeyRef,
      @ApiField(number = 5, doc = "FIELD:EnvVarSource.fileKeyRef")
          @Nullable FileKeySelector fileKeyRef)
      implements EnvVarSourceBuilder.With {}

  /** DOC:ConfigMapKeySelector */
  @ApiType("TYPEDOC:ConfigMapKeySelector")
  public record ConfigMapKeySelector(
      @ApiField(number = 2, doc = "FIELD:ConfigMapKeySelector.key", required = true) String key,
      @ApiField(number = 3, doc = "FIELD:ConfigMapKeySelector.optional") @Nullable Boolean optional,
      @ApiField(doc = "FIELD:ConfigMapKeySelector.name") @Nullable String name)
      implements ConfigMapKeySelectorBuilder.With {}

  /** DOC:SecretKeySelector */
  @ApiType("TYPEDOC:SecretKeySelector")
  public record SecretKeySelector(
      @ApiField(number = 2, doc = "FIELD:SecretKeySelector.key", required = true) String key,
      @ApiField(number = 3, doc = "FIELD:SecretKeySelector.optional") @Nullable Boolean optional,
      @ApiField(doc = "FIELD:SecretKeySelector.name") @Nullable String name)
      implements SecretKeySelectorBuilder.With {}

  /** DOC:FileKeySelector */
  @ApiType("TYPEDOC:FileKeySelector")
  public record FileKeySelector(
      @ApiField(number = 1, doc = "FIELD:FileKeySelector.volumeName", required = true)
          String volumeName,
      @ApiField(number = 2, doc = "FIELD:FileKeySelector.path", required = true) String path,
      @ApiField(number = 3, doc = "FIELD:FileKeySelector.key", required = true) String key,
      @ApiField(number = 4, doc = "FIELD:FileKeySelector.optional") @Nullable Boolean optional)
      implements FileKeySelectorBuilder.With {}
}
