package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.custom.Conversions;
import io.coxswain.apiserver.registry.admission.DynamicAdmission;
import io.coxswain.apiserver.registry.admission.Lookup;
import java.util.function.Function;

/**
 * What code outside the server has a say in.
 *
 * @param admission makes the admission by webhooks and policies, which looks up namespaces
 * @param conversions between versions of custom resources
 */
public record RegistryExtensions(
    Function<Lookup, DynamicAdmission> admission, Conversions conversions) {
  public static final RegistryExtensions NONE =
      new RegistryExtensions(ignored -> DynamicAdmission.NONE, Conversions.NONE);
}
