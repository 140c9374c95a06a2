package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.ClaimValidation;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.PersistentVolumeValidation;
import io.coxswain.apiserver.registry.validation.Value;
import io.coxswain.apiserver.registry.validation.VolumeWarnings;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** PersistentVolumes and claims: both start out Pending. */
public final class VolumeStrategy implements Strategy {
  private static final String LAST_TRANSITION = "lastPhaseTransitionTime";

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
      Trees.child(object, "status").put(LAST_TRANSITION, Trees.time(call.now()));
    } else if (object.get("spec") instanceof ObjectNode spec) {
      DataSources.drop(spec, null);
      DataSources.match(spec);
    }
  }

  @Override
  public void prepareForUpdate(ObjectNode object, ObjectNode old, Call call) {
    if (claim && object.get("spec") instanceof ObjectNode spec) {
      DataSources.drop(spec, old.get("spec"));
    }
  }

  /** The time of a volume's last change of phase is the server's to know, unless somebody says. */
  @Override
  public void prepareForStatusUpdate(ObjectNode object, ObjectNode old, Call call) {
    if (claim) {
      return;
    }
    var status = Trees.child(object, "status");
    var before = old.path("status");
    var since = status.path(LAST_TRANSITION);
    if (Trees.text(status, "phase").equals(Trees.text(before, "phase"))) {
      if (since.isMissingNode() && before.has(LAST_TRANSITION)) {
        status.set(LAST_TRANSITION, before.get(LAST_TRANSITION));
      }
    } else if (since.isMissingNode() || since.equals(before.path(LAST_TRANSITION))) {
      status.put(LAST_TRANSITION, Trees.time(call.now()));
    }
  }

  @Override
  public void validate(Value object, Errors errors) {
    if (claim) {
      ClaimValidation.validate(object.get("spec"), errors);
    } else {
      PersistentVolumeValidation.validate(object, errors);
    }
  }

  @Override
  public void validateUpdate(Value object, Value old, Errors errors) {
    if (claim) {
      ClaimValidation.validateUpdate(object, old, errors);
    } else {
      PersistentVolumeValidation.validateUpdate(object, old, errors);
    }
  }

  @Override
  public void validateStatusUpdate(Value object, Value old, Errors errors) {
    if (claim) {
      ClaimValidation.validateStatusUpdate(object, errors);
    }
  }

  @Override
  public List<String> warnings(ObjectNode object) {
    return claim ? VolumeWarnings.ofClaim(object) : VolumeWarnings.ofVolume(object);
  }
}
