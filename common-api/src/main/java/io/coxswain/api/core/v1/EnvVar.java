package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** An environment variable. */
@ApiType("An environment variable.")
public record EnvVar(
    @ApiField(number = 1, doc = "Name of the variable.", required = true) String name,
    @ApiField(number = 2, doc = "Its value; $(NAME) is replaced by variables defined before.")
        @Nullable String value,
    @ApiField(number = 3, doc = "Where the value comes from, instead of value.")
        @Nullable EnvVarSource valueFrom)
    implements EnvVarBuilder.With {

  /** Where a variable's value comes from; exactly one is set. */
  @ApiType("Where a variable's value comes from; exactly one is set.")
  public record EnvVarSource(
      @ApiField(number = 1, doc = "A field of the pod.") @Nullable ObjectFieldSelector fieldRef,
      @ApiField(number = 2, doc = "A request or limit of a container.")
          @Nullable ResourceFieldSelector resourceFieldRef,
      @ApiField(number = 3, doc = "An entry of a ConfigMap.")
          @Nullable ConfigMapKeySelector configMapKeyRef,
      @ApiField(number = 4, doc = "An entry of a Secret.") @Nullable SecretKeySelector secretKeyRef,
      @ApiField(number = 5, doc = "An entry of a file in a volume.")
          @Nullable FileKeySelector fileKeyRef)
      implements EnvVarSourceBuilder.With {}

  /** An entry of a ConfigMap. */
  @ApiType(value = "An entry of a ConfigMap.", atomic = true)
  public record ConfigMapKeySelector(
      @ApiField(number = 2, doc = "Key of the entry.", required = true) String key,
      @ApiField(number = 3, doc = "Do not fail where the object or its key does not exist.")
          @Nullable Boolean optional,
      @ApiField(number = 1, within = 1, doc = "Name of the ConfigMap.") @Nullable String name)
      implements ConfigMapKeySelectorBuilder.With {}

  /** An entry of a Secret. */
  @ApiType(value = "An entry of a Secret.", atomic = true)
  public record SecretKeySelector(
      @ApiField(number = 2, doc = "Key of the entry.", required = true) String key,
      @ApiField(number = 3, doc = "Do not fail where the object or its key does not exist.")
          @Nullable Boolean optional,
      @ApiField(number = 1, within = 1, doc = "Name of the Secret.") @Nullable String name)
      implements SecretKeySelectorBuilder.With {}

  /** An entry of an environment file. */
  @ApiType(value = "An entry of an environment file.", atomic = true)
  public record FileKeySelector(
      @ApiField(number = 1, doc = "Volume with the file.", required = true) String volumeName,
      @ApiField(number = 2, doc = "Path of the file in the volume.", required = true) String path,
      @ApiField(number = 3, doc = "Name of the variable in the file.", required = true) String key,
      @ApiField(number = 4, doc = "Do not fail where the object or its key does not exist.")
          @Nullable Boolean optional)
      implements FileKeySelectorBuilder.With {}
}
