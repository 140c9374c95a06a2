package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import io.coxswain.apiserver.registry.validation.VolumeValidation;
import tools.jackson.databind.node.ObjectNode;

/** PersistentVolumes and claims: both start out Pending. */
public final class VolumeStrategy implements Strategy {
  private final boolean claim;

  private VolumeStrategy(boolean claim) {
    this.claim = claim;
  }

  public static VolumeStrategy claims() {
    return new VolumeStrategy(true);
  }

  public static VolumeStrategy volumes() {
    return new VolumeStrategy(false);
  }

  @Override
  public boolean hasStatus() {
    return true;
  }

  @Override
  public boolean returnsDeletedObject() {
    return true;
  }

  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    object.putObject("status").put("phase", "Pending");
    if (!claim) {
      Trees.child(object, "status").put("lastPhaseTransitionTime", Trees.time(call.now()));
    }
  }

  @Override
  public void validate(Value object, Errors errors) {
    if (claim) {
      VolumeValidation.validateClaim(object.get("spec"), errors);
    } else {
      VolumeValidation.validateVolume(object, errors);
    }
  }

  @Override
  public void validateUpdate(Value object, Value old, Errors errors) {
    if (claim) {
      VolumeValidation.validateClaimUpdate(object, old, errors);
    } else {
      VolumeValidation.validateVolumeUpdate(object, old, errors);
    }
  }
}
