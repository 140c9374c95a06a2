package io.coxswain.api.admissionregistration.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a policy in force, with parameters and for certain resources. */
@ApiKind(
    group = "admissionregistration.k8s.io",
    version = "v1",
    kind = "ValidatingAdmissionPolicyBinding",
    plural = "validatingadmissionpolicybindings",
    namespaced = false,
    categories = "api-extensions")
@ApiType("Puts a policy in force, with parameters and for certain resources.")
public record ValidatingAdmissionPolicyBinding(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "Which policy is in force, where, and how.", struct = true)
        ValidatingAdmissionPolicyBindingSpec spec)
    implements KubernetesObject, ValidatingAdmissionPolicyBindingBuilder.With {

  /** Which policy is in force, where, and how. */
  @ApiType("Which policy is in force, where, and how.")
  public record ValidatingAdmissionPolicyBindingSpec(
      @ApiField(number = 1, doc = "Name of the policy.") @Nullable String policyName,
      @ApiField(number = 2, doc = "Objects with parameters.") @Nullable ParamRef paramRef,
      @ApiField(
              number = 3,
              doc =
                  "Requests that are meant, of those the policy is about; all where it is not set.")
          @Nullable MatchResources matchResources,
      @ApiField(
              number = 4,
              doc =
                  "What happens when a rule is broken: Deny, Warn and Audit; not Deny and Warn at"
                      + " once.",
              listType = ListType.SET)
          List<String> validationActions)
      implements ValidatingAdmissionPolicyBindingSpecBuilder.With {}

  /** Objects that hold parameters, by name or by labels. */
  @ApiType(value = "Objects that hold parameters, by name or by labels.", atomic = true)
  public record ParamRef(
      @ApiField(number = 1, doc = "Name of the object.") @Nullable String name,
      @ApiField(number = 2, doc = "Namespace of the objects; the request's where it is not set.")
          @Nullable String namespace,
      @ApiField(number = 3, doc = "Labels of the objects.") @Nullable LabelSelector selector,
      @ApiField(number = 4, doc = "What happens where there is none: Allow or Deny.")
          @Nullable String parameterNotFoundAction)
      implements ParamRefBuilder.With {}
}
