package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a component of the control plane is well; asked on every read. */
@ApiKind(
    group = "",
    version = "v1",
    kind = "ComponentStatus",
    plural = "componentstatuses",
    shortNames = "cs",
    namespaced = false)
@ApiType("Whether a component of the control plane is well; asked on every read.")
public record ComponentStatus(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(
            number = 2,
            doc = "What was found.",
            listType = ListType.MAP,
            keys = {"type"},
            mergeKey = "type")
        List<ComponentCondition> conditions)
    implements KubernetesObject, ComponentStatusBuilder.With {
  /** One finding about a component. */
  @ApiType("One finding about a component.")
  public record ComponentCondition(
      @ApiField(number = 1, doc = "What was asked: Healthy.", required = true) String type,
      @ApiField(number = 2, doc = "The answer: True, False or Unknown.", required = true)
          String status,
      @ApiField(number = 3, doc = "What the component said.") @Nullable String message,
      @ApiField(number = 4, doc = "Why it could not be asked.") @Nullable String error)
      implements ComponentConditionBuilder.With {}
}
