package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.Refusal;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Several kinds of admission, asked in order; the first refusal counts. Until what is configured
 * has been read once, nothing is let through unasked: requests wait, and are refused where it takes
 * long.
 */
public final class JointAdmission implements DynamicAdmission {
  private final List<DynamicAdmission> parts;
  private final BooleanSupplier awaitReady;
  private volatile boolean ready;

  /**
   * @param awaitReady waits a while until the configuration is known; false where it is not
   */
  public JointAdmission(List<DynamicAdmission> parts, BooleanSupplier awaitReady) {
    this.parts = List.copyOf(parts);
    this.awaitReady = awaitReady;
  }

  private boolean isReady() {
    if (!ready) {
      ready = awaitReady.getAsBoolean();
    }
    return ready;
  }

  private static Refusal notReady() {
    return new Refusal.Forbidden("not yet ready to handle request");
  }

  @Override
  public boolean mutates() {
    if (!isReady()) {
      return true;
    }
    for (var part : parts) {
      if (part.mutates()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean validates() {
    if (!isReady()) {
      return true;
    }
    for (var part : parts) {
      if (part.validates()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable Refusal mutate(Attributes attributes, Supplier<@Nullable Refusal> others) {
    if (!ready) {
      return notReady();
    }
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
    if (!ready) {
      return notReady();
    }
    for (var part : parts) {
      var refusal = part.validates() ? part.validate(attributes) : null;
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }
}
