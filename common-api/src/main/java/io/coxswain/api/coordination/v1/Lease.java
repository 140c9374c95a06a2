package io.coxswain.api.coordination.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A claim to leadership or life that must be renewed. */
@ApiKind(group = "coordination.k8s.io", version = "v1", kind = "Lease", plural = "leases")
@ApiType("A claim to leadership or life that must be renewed.")
public record Lease(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) LeaseSpec spec)
    implements KubernetesObject, LeaseBuilder.With {

  /** Who holds a lease and since when. */
  @ApiType("Who holds a lease and since when.")
  public record LeaseSpec(
      @ApiField(number = 3, doc = "When the holder got it.") @Nullable MicroTime acquireTime,
      @ApiField(number = 1, doc = "Who holds it.") @Nullable String holderIdentity,
      @ApiField(number = 2, doc = "Seconds after its renewal for which others must wait.")
          @Nullable Integer leaseDurationSeconds,
      @ApiField(number = 5, doc = "How often the holder changed.")
          @Nullable Integer leaseTransitions,
      @ApiField(number = 7, doc = "Who should get it next.") @Nullable String preferredHolder,
      @ApiField(number = 4, doc = "When it was last renewed.") @Nullable MicroTime renewTime,
      @ApiField(number = 6, doc = "How the next holder is chosen.") @Nullable String strategy)
      implements LeaseSpecBuilder.With {}
}
