package io.coxswain.apiserver.registry.admission.policy;

import io.coxswain.api.meta.v1.Status;
import io.coxswain.api.meta.v1.Status.StatusCause;
import io.coxswain.api.meta.v1.Status.StatusDetails;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.auth.Authorizer;
import io.coxswain.apiserver.cel.JsonValues;
import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.admission.Attributes;
import io.coxswain.apiserver.registry.admission.Attributes.Form;
import io.coxswain.apiserver.registry.admission.DynamicAdmission;
import io.coxswain.apiserver.registry.admission.Lookup;
import io.coxswain.apiserver.registry.admission.RequestMatch.Matched;
import io.coxswain.apiserver.registry.admission.VersionedObjects;
import io.coxswain.apiserver.registry.admission.cel.PolicyProgram;
import io.coxswain.apiserver.registry.admission.cel.PolicyProgram.Decision;
import io.coxswain.apiserver.registry.admission.cel.RequestVariables;
import io.coxswain.apiserver.registry.admission.policy.Policy.Binding;
import io.coxswain.apiserver.watch.ResourceCache;
import io.coxswain.apiserver.watch.WatchCache;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** ValidatingAdmissionPolicy: judges requests by policies that are in force. */
public final class PolicyAdmission implements DynamicAdmission {
  /** Questions about permissions, which a policy could make unanswerable. */
  private static final Set<String> EXCLUDED =
      Set.of(
          "selfsubjectreviews.authentication.k8s.io",
          "tokenreviews.authentication.k8s.io",
          "localsubjectaccessreviews.authorization.k8s.io",
          "selfsubjectaccessreviews.authorization.k8s.io",
          "selfsubjectrulesreviews.authorization.k8s.io",
          "subjectaccessreviews.authorization.k8s.io");

  private final Policies policies;
  private final Parameters parameters;
  private final Lookup lookup;
  private final Authorizer authorizer;
  private final PolicyMetrics metrics;

  public PolicyAdmission(
      ResourceCache policies,
      ResourceCache bindings,
      Supplier<Kinds> kinds,
      WatchCache cache,
      Lookup lookup,
      Authorizer authorizer,
      PrometheusRegistry metrics) {
    this.metrics = new PolicyMetrics(metrics);
    this.policies = new Policies(policies, bindings);
    this.parameters = new Parameters(kinds, cache);
    this.lookup = lookup;
    this.authorizer = authorizer;
  }

  /** A decision against the request; the binding is null where the policy itself is wrong. */
  private record Denial(Policy policy, @Nullable Binding binding, String message, String reason) {
    String text() {
      return "ValidatingAdmissionPolicy '"
          + policy.name()
          + "'"
          + (binding == null ? "" : " with binding '" + binding.name() + "'")
          + " denied request: "
          + message;
    }
  }

  @Override
  public boolean mutates() {
    return false;
  }

  @Override
  public boolean validates() {
    return !policies.inForce().isEmpty();
  }

  @Override
  public @Nullable Refusal mutate(Attributes attributes, Supplier<@Nullable Refusal> others) {
    return null;
  }

  @Override
  public @Nullable Refusal validate(Attributes attributes) {
    if (attributes.isExempt() || EXCLUDED.contains(attributes.groupResource())) {
      return null;
    }
    var denials = new ArrayList<Denial>();
    var objects = new VersionedObjects(attributes);
    for (var policy : policies.inForce()) {
      switch (policy.match().match(attributes, lookup)) {
        case Matched.No ignored -> {}
        case Matched.Failed failed -> {
          return failed.refusal();
        }
        case Matched.Yes yes -> {
          var refusal = judge(policy, attributes, yes.form(), objects, denials);
          if (refusal != null) {
            return refusal;
          }
        }
      }
    }
    return denials.isEmpty() ? null : refuse(attributes, denials.getFirst());
  }

  private @Nullable Refusal judge(
      Policy policy,
      Attributes attributes,
      Form form,
      VersionedObjects objects,
      List<Denial> denials) {
    Map<String, Object> request = null;
    var notes = new LinkedHashMap<String, Set<String>>();
    for (var binding : policy.bindings()) {
      var match = binding.match();
      switch (match == null ? null : match.matchOrAll(attributes, lookup)) {
        case Matched.No ignored -> {
          continue;
        }
        case Matched.Failed failed -> {
          return failed.refusal();
        }
        case null, default -> {}
      }
      var namespace = namespace(attributes);
      if (namespace == null && isInNamespace(attributes)) {
        return new Refusal.OtherNotFound("", "namespaces", attributes.info().namespace());
      }
      request = request == null ? variables(attributes, form, objects) : request;
      judge(policy, binding, attributes, new Judged(request, namespace, notes), denials);
    }
    PolicyNotes.publish(policy, notes);
    return null;
  }

  private record Judged(
      Map<String, Object> request,
      @Nullable ObjectNode namespace,
      Map<String, Set<String>> notes) {}

  private void judge(
      Policy policy, Binding binding, Attributes attributes, Judged judged, List<Denial> denials) {
    var found = parameters.find(policy, binding, attributes.info().namespace());
    var params = new ArrayList<Object>();
    switch (found) {
      case Parameters.Found.None ignored -> params.add(PolicyProgram.nothing());
      case Parameters.Found.Objects objects ->
          objects.objects().forEach(object -> params.add(JsonValues.of(object)));
      case Parameters.Found.Wrong wrong -> {
        if (!policy.ignoresFailure()) {
          denials.add(
              wrong.ofPolicy()
                  ? new Denial(policy, null, "failed to configure policy: " + wrong.message(), "")
                  : new Denial(
                      policy, binding, "failed to configure binding: " + wrong.message(), ""));
        }
      }
    }
    for (var param : params) {
      var began = System.nanoTime();
      var outcome =
          policy
              .program()
              .judge(judged.request, param, RequestVariables.namespace(judged.namespace));
      var nanos = System.nanoTime() - began;
      for (var decision : outcome.decisions()) {
        enforce(policy, binding, decision, attributes, denials);
        var failed = decision.reason().isEmpty();
        binding
            .actions()
            .forEach(
                action ->
                    metrics.decided(
                        policy.name(),
                        binding.name(),
                        action.toLowerCase(Locale.ROOT),
                        failed,
                        nanos));
      }
      PolicyNotes.collect(outcome.annotations(), judged.notes);
      outcome.failures().forEach(each -> denials.add(new Denial(policy, binding, each, "")));
    }
  }

  private static void enforce(
      Policy policy,
      Binding binding,
      Decision decision,
      Attributes attributes,
      List<Denial> denials) {
    for (var action : binding.actions()) {
      switch (action) {
        case "Deny" ->
            denials.add(new Denial(policy, binding, decision.message(), decision.reason()));
        case "Warn" ->
            attributes
                .warnings()
                .accept(
                    "Validation failed for ValidatingAdmissionPolicy '"
                        + policy.name()
                        + "' with binding '"
                        + binding.name()
                        + "': "
                        + decision.message());
        default -> PolicyNotes.failed(binding, policy, decision);
      }
    }
  }

  private Map<String, Object> variables(
      Attributes attributes, Form form, VersionedObjects objects) {
    return RequestVariables.of(
        attributes, form, objects.object(form), objects.old(form), authorizer);
  }

  private static boolean isInNamespace(Attributes attributes) {
    return !attributes.info().namespace().isEmpty() && !attributes.isNamespace();
  }

  private @Nullable ObjectNode namespace(Attributes attributes) {
    return isInNamespace(attributes)
        ? lookup.find("namespaces", "", attributes.info().namespace())
        : null;
  }

  private static Refusal refuse(Attributes attributes, Denial denial) {
    var object = attributes.object();
    var name =
        attributes.name().isEmpty() && object != null ? Trees.name(object) : attributes.name();
    var subject =
        name.isEmpty()
            ? attributes.groupResource()
            : attributes.groupResource() + " \"" + name + "\"";
    var group = attributes.info().group();
    var reason = denial.reason.isEmpty() ? "Invalid" : denial.reason;
    return new Refusal.Reported(
        new Status(
            new Status.ListMeta(null, null, null, null),
            "Failure",
            subject + " is forbidden: " + denial.text(),
            reason,
            new StatusDetails(
                name.isEmpty() ? null : name,
                group.isEmpty() ? null : group,
                attributes.info().resource(),
                null,
                List.of(new StatusCause(null, denial.text(), null)),
                null),
            code(reason)));
  }

  private static int code(String reason) {
    return switch (reason) {
      case "Unauthorized" -> 401;
      case "Forbidden" -> 403;
      case "RequestEntityTooLarge" -> 413;
      default -> 422;
    };
  }
}
