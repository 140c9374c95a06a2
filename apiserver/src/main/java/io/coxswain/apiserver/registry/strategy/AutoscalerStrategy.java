package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.AutoscalerValidation;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** HorizontalPodAutoscalers, in the version they are stored in (v2) but for the defaults. */
public final class AutoscalerStrategy implements Strategy {
  public static final Strategy V2 = new AutoscalerStrategy(true);

  /** The conversion fills in what v1 leaves open: it alone sees what the annotations say. */
  public static final Strategy V1 = new AutoscalerStrategy(false);

  private static final int TARGET_UTILIZATION = 80;
  private static final int PERIOD_SECONDS = 15;

  private final boolean defaultsMetrics;

  private AutoscalerStrategy(boolean defaultsMetrics) {
    this.defaultsMetrics = defaultsMetrics;
  }

  @Override
  public boolean hasStatus() {
    return true;
  }

  @Override
  public boolean keepsStatusOnCreate() {
    return false;
  }

  @Override
  public void defaults(ObjectNode object) {
    var spec = Trees.child(object, "spec");
    if (!spec.has("minReplicas")) {
      spec.put("minReplicas", 1);
    }
    if (!defaultsMetrics) {
      return;
    }
    if (spec.path("metrics").isEmpty()) {
      var metric = spec.putArray("metrics").addObject().put("type", "Resource");
      var resource = metric.putObject("resource").put("name", "cpu");
      resource
          .putObject("target")
          .put("type", "Utilization")
          .put("averageUtilization", TARGET_UTILIZATION);
    }
    var behavior = Trees.object(spec, "behavior");
    if (behavior != null) {
      scaleUp(Trees.child(behavior, "scaleUp"));
      scaleDown(Trees.child(behavior, "scaleDown"));
    }
  }

  private static void scaleUp(ObjectNode rules) {
    if (!rules.has("stabilizationWindowSeconds")) {
      rules.put("stabilizationWindowSeconds", 0);
    }
    selectPolicy(rules);
    if (rules.path("policies").isEmpty()) {
      var policies = rules.putArray("policies");
      policy(policies, "Pods", 4);
      policy(policies, "Percent", 100);
    }
  }

  private static void scaleDown(ObjectNode rules) {
    selectPolicy(rules);
    if (rules.path("policies").isEmpty()) {
      policy(rules.putArray("policies"), "Percent", 100);
    }
  }

  private static void selectPolicy(ObjectNode rules) {
    if (!rules.has("selectPolicy")) {
      rules.put("selectPolicy", "Max");
    }
  }

  private static void policy(ArrayNode policies, String type, int value) {
    policies.addObject().put("type", type).put("value", value).put("periodSeconds", PERIOD_SECONDS);
  }

  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    object.putObject("status").put("desiredReplicas", 0);
    dropTolerance(object);
  }

  @Override
  public void prepareForUpdate(ObjectNode object, ObjectNode old, Call call) {
    dropTolerance(object);
  }

  /** The gate HPAConfigurableTolerance is off in v1.34. */
  private static void dropTolerance(ObjectNode object) {
    for (var rules : object.path("spec").path("behavior")) {
      if (rules instanceof ObjectNode direction) {
        direction.remove("tolerance");
      }
    }
  }

  @Override
  public void validate(Value object, Errors errors) {
    AutoscalerValidation.validate(object, errors);
  }

  @Override
  public void validateStatusUpdate(Value object, Value old, Errors errors) {
    AutoscalerValidation.validateStatus(object, errors);
  }
}
