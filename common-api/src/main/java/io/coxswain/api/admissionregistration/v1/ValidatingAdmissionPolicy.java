package io.coxswain.api.admissionregistration.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.Condition;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules in CEL that objects must keep to be stored, in force where a binding says so. */
@ApiKind(
    group = "admissionregistration.k8s.io",
    version = "v1",
    kind = "ValidatingAdmissionPolicy",
    plural = "validatingadmissionpolicies",
    namespaced = false,
    categories = "api-extensions",
    subresources = {"status"})
@ApiType("Rules in CEL that objects must keep to be stored, in force where a binding says so.")
public record ValidatingAdmissionPolicy(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "The rules.", struct = true) ValidatingAdmissionPolicySpec spec,
    @ApiField(number = 3, doc = "What checking the expressions found.", struct = true)
        ValidatingAdmissionPolicyStatus status)
    implements KubernetesObject, ValidatingAdmissionPolicyBuilder.With {

  /** Rules in CEL and the requests they are about. */
  @ApiType("Rules in CEL and the requests they are about.")
  public record ValidatingAdmissionPolicySpec(
      @ApiField(
              number = 1,
              doc =
                  "Kind of the objects with parameters; expressions see none where it is not set.")
          @Nullable ParamKind paramKind,
      @ApiField(number = 2, doc = "Requests the policy is about.")
          @Nullable MatchResources matchConstraints,
      @ApiField(number = 3, doc = "The rules; a request must keep each of them.")
          List<Validation> validations,
      @ApiField(
              number = 4,
              doc = "What happens when an expression can't be evaluated: Fail or Ignore.",
              defaultValue = "\"Fail\"",
              enumValues = {"Fail", "Ignore"})
          @Nullable String failurePolicy,
      @ApiField(number = 5, doc = "Annotations for the audit log.")
          List<AuditAnnotation> auditAnnotations,
      @ApiField(
              number = 6,
              doc = "Conditions that a request must meet besides.",
              listType = ListType.MAP,
              keys = {"name"},
              mergeKey = "name")
          List<MatchCondition> matchConditions,
      @ApiField(
              number = 7,
              doc = "Expressions that others use as variables.NAME, in this order.",
              listType = ListType.MAP,
              keys = {"name"},
              mergeKey = "name")
          List<Variable> variables)
      implements ValidatingAdmissionPolicySpecBuilder.With {}

  /** The kind of objects that hold a policy's parameters. */
  @ApiType(value = "The kind of objects that hold a policy's parameters.", atomic = true)
  public record ParamKind(
      @ApiField(number = 1, doc = "Group and version, such as example.com/v1.")
          @Nullable String apiVersion,
      @ApiField(number = 2, doc = "Name of the kind.") @Nullable String kind)
      implements ParamKindBuilder.With {}

  /** A rule in CEL. */
  @ApiType("A rule in CEL.")
  public record Validation(
      @ApiField(
              number = 1,
              doc = "CEL that is true of requests that keep the rule.",
              required = true)
          String expression,
      @ApiField(number = 2, doc = "What a client is told whose request does not.")
          @Nullable String message,
      @ApiField(
              number = 3,
              doc = "Reason of the refusal, Invalid unless set.",
              enumValues = {"Forbidden", "Invalid", "RequestEntityTooLarge"})
          @Nullable String reason,
      @ApiField(number = 4, doc = "CEL that makes the message.") @Nullable String messageExpression)
      implements ValidationBuilder.With {}

  /** An annotation for the audit log. */
  @ApiType("An annotation for the audit log.")
  public record AuditAnnotation(
      @ApiField(number = 1, doc = "Its key, behind the policy's name and a slash.", required = true)
          String key,
      @ApiField(number = 2, doc = "CEL that makes the value, or null for none.", required = true)
          String valueExpression)
      implements AuditAnnotationBuilder.With {}

  /** An expression under a name. */
  @ApiType(value = "An expression under a name.", atomic = true)
  public record Variable(
      @ApiField(number = 1, doc = "Name by which others use it.", required = true) String name,
      @ApiField(number = 2, doc = "CEL that makes the value.", required = true) String expression)
      implements VariableBuilder.With {}

  /** What checking a policy's expressions found. */
  @ApiType("What checking a policy's expressions found.")
  public record ValidatingAdmissionPolicyStatus(
      @ApiField(number = 1, doc = "The metadata.generation this status speaks of.")
          @Nullable Long observedGeneration,
      @ApiField(number = 2, doc = "Doubts about types in the expressions.")
          @Nullable TypeChecking typeChecking,
      @ApiField(
              number = 3,
              doc = "Latest observations of its state, one per type.",
              listType = ListType.MAP,
              keys = {"type"})
          List<Condition> conditions)
      implements ValidatingAdmissionPolicyStatusBuilder.With {}

  /** Doubts about types in a policy's expressions. */
  @ApiType("Doubts about types in a policy's expressions.")
  public record TypeChecking(
      @ApiField(number = 1, doc = "The doubts, one per expression.")
          List<ExpressionWarning> expressionWarnings)
      implements TypeCheckingBuilder.With {}

  /** A doubt about an expression. */
  @ApiType("A doubt about an expression.")
  public record ExpressionWarning(
      @ApiField(
              number = 2,
              doc = "Where the expression is, such as spec.validations[0].expression.",
              required = true)
          String fieldRef,
      @ApiField(number = 3, doc = "What may be wrong, for people.", required = true) String warning)
      implements ExpressionWarningBuilder.With {}
}
