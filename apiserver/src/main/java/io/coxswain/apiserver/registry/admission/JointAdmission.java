package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.Refusal;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Several kinds of admission, asked in order; the first refusal counts. */
public record JointAdmission(List<DynamicAdmission> parts) implements DynamicAdmission {

  @Override
  public boolean mutates() {
    for (var part : parts) {
      if (part.mutates()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean validates() {
    for (var part : parts) {
      if (part.validates()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable Refusal mutate(Attributes attributes, Supplier<@Nullable Refusal> others) {
    for (var part : parts) {
      var refusal = part.mutates() ? part.mutate(attributes, others) : null;
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  @Override
  public @Nullable Refusal validate(Attributes attributes) {
    for (var part : parts) {
      var refusal = part.validates() ? part.validate(attributes) : null;
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }
}
