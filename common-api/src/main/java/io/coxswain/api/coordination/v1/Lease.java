package io.coxswain.api.coordination.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:Lease */
@ApiKind(group = "coordination.k8s.io", version = "v1", kind = "Lease", plural = "leases")
@ApiType("TYPEDOC:Lease")
public record Lease(
    @ApiField(doc = "FIELD:Lease.metadata", struct = true) ObjectMeta metadata,
    @ApiField(doc = "FIELD:Lease.spec", struct = true) LeaseSpec spec)
    implements KubernetesObject, LeaseBuilder.With {

  /** DOC:LeaseSpec */
  @ApiType("TYPEDOC:LeaseSpec")
  public record LeaseSpec(
      @ApiField(doc = "FIELD:LeaseSpec.acquireTime") @Nullable MicroTime acquireTime,
      @ApiField(doc = "FIELD:LeaseSpec.holderIdentity") @Nullable String holderIdentity,
      @ApiField(doc = "FIELD:LeaseSpec.leaseDurationSeconds")
          @Nullable Integer leaseDurationSeconds,
      @ApiField(doc = "FIELD:LeaseSpec.leaseTransitions") @Nullable Integer leaseTransitions,
      @ApiField(doc = "FIELD:LeaseSpec.preferredHolder") @Nullable String preferredHolder,
      @ApiField(doc = "FIELD:LeaseSpec.renewTime") @Nullable MicroTime renewTime,
      @ApiField(doc = "FIELD:LeaseSpec.strategy") @Nullable String strategy)
      implements LeaseSpecBuilder.With {}
}
