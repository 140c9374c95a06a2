package io.coxswain.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.coxswain.api.schema.Schema.AnySchema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.ReferenceSchema;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compares the schemas, field by field, with fabric8's model, which is generated from v1.34. */
class CompletenessTest {
  private static final String MODEL = "io.fabric8.kubernetes.api.model.";
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("", ""),
          Map.entry("admissionregistration.k8s.io", "admissionregistration.v1."),
          Map.entry("apiextensions.k8s.io", "apiextensions.v1."),
          Map.entry("apiregistration.k8s.io", ""),
          Map.entry("apps", "apps."),
          Map.entry("authentication.k8s.io", "authentication."),
          Map.entry("authorization.k8s.io", "authorization.v1."),
          Map.entry("autoscaling", "autoscaling.VERSION."),
          Map.entry("batch", "batch.v1."),
          Map.entry("certificates.k8s.io", "certificates.v1."),
          Map.entry("coordination.k8s.io", "coordination.v1."),
          Map.entry("discovery.k8s.io", "discovery.v1."),
          Map.entry("events.k8s.io", "events.v1."),
          Map.entry("flowcontrol.apiserver.k8s.io", "flowcontrol.v1."),
          Map.entry("networking.k8s.io", "networking.v1."),
          Map.entry("node.k8s.io", "node.v1."),
          Map.entry("policy", "policy.v1."),
          Map.entry("resource.k8s.io", "resource.v1."),
          Map.entry("rbac.authorization.k8s.io", "rbac."),
          Map.entry("scheduling.k8s.io", "scheduling.v1."),
          Map.entry("storage.k8s.io", "storage."));

  /** Types whose presence says all. */
  private static final Set<String> FIELDLESS = Set.of("CustomResourceSubresourceStatus");

  private final List<String> gaps = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private int compared;

  @Test
  void everyFieldOfUpstreamIsThere() throws ClassNotFoundException {
    for (var type : Kinds.builtIn().all()) {
      compare(Class.forName(MODEL + packageOf(type) + type.kind()), type.schema());
    }
    compare(Class.forName(MODEL + "Status"), Kinds.status());
    compare(Class.forName(MODEL + "DeleteOptions"), Kinds.deleteOptions());
    compare(Class.forName(MODEL + "policy.v1.Eviction"), Kinds.eviction());

    assertThat(gaps).isEqualTo(List.of());
    assertThat(compared).isGreaterThan(1200);
  }

  private static String packageOf(ResourceType type) {
    return switch (type.kind()) {
      case "TokenRequest", "TokenReview", "SelfSubjectReview" ->
          type.kind().equals("TokenRequest") ? "authentication." : "authentication.";
      default -> PACKAGES.get(type.group()).replace("VERSION", type.version());
    };
  }

  private void compare(Class<?> theirs, ObjectSchema ours) {
    if (!seen.add(theirs.getName() + " " + ours.name())) {
      return;
    }
    for (var field : fields(theirs)) {
      var name = field.getAnnotation(JsonProperty.class).value();
      var property = ours.field(name);
      if (property == null) {
        gaps.add(ours.name() + "." + name + " is missing");
        continue;
      }
      compared++;
      compare(field.getGenericType(), property.schema(), ours.name() + "." + name);
    }
  }

  private void compare(Type theirs, Schema ours, String path) {
    switch (ours) {
      case ListSchema list when raw(theirs) == List.class ->
          compare(argument(theirs, 0), list.element(), path);
      case MapSchema map when raw(theirs) == Map.class ->
          compare(argument(theirs, 1), map.value(), path);
      case ObjectSchema object when raw(theirs).getName().startsWith(MODEL) ->
          compare(raw(theirs), object);
      case ScalarSchema scalar when isScalar(scalar, raw(theirs)) -> {
        // the same kind of value
      }
      case AnySchema any -> {
        // anything goes
      }
      case ReferenceSchema reference -> {
        // compared where it is defined
      }
      default -> gaps.add(path + " is " + ours.getClass().getSimpleName() + ", theirs " + theirs);
    }
  }

  private static boolean isScalar(ScalarSchema scalar, Class<?> theirs) {
    return switch (scalar.kind()) {
      case STRING, TIME, BYTES -> theirs == String.class;
      case MICRO_TIME ->
          theirs.getSimpleName().equals("MicroTime")
              || theirs.getSimpleName().equals("ZonedDateTime");
      case INT32 -> theirs == Integer.class;
      case INT64 -> theirs == Long.class;
      case DOUBLE -> theirs == Double.class;
      case BOOLEAN -> theirs == Boolean.class;
      case QUANTITY -> theirs.getSimpleName().equals("Quantity");
      case INT_OR_STRING -> theirs.getSimpleName().equals("IntOrString");
    };
  }

  private static List<Field> fields(Class<?> type) {
    var found = new ArrayList<Field>();
    for (var field : type.getDeclaredFields()) {
      if (field.isAnnotationPresent(JsonUnwrapped.class)) {
        throw new IllegalStateException(field + " is unwrapped");
      }
      if (!Modifier.isStatic(field.getModifiers())
          && field.isAnnotationPresent(JsonProperty.class)) {
        found.add(field);
      }
    }
    if (!FIELDLESS.contains(type.getSimpleName())) {
      assertThat(found).as(type.getName()).isNotEmpty();
    }
    return found;
  }

  private static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }
}
