package io.coxswain.apiserver.server;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.flowcontrol.v1.FlowSchema;
import io.coxswain.api.flowcontrol.v1.FlowSchema.FlowSchemaCondition;
import io.coxswain.api.flowcontrol.v1.FlowSchema.FlowSchemaStatus;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration;
import io.coxswain.apiserver.flowcontrol.BootstrapConfiguration;
import io.coxswain.apiserver.flowcontrol.FlowController;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the objects of flow control that every cluster has, and the condition of all schemas. */
public final class OwnFlowControl implements FlowController.Dangling {
  private static final Logger LOG = LoggerFactory.getLogger(OwnFlowControl.class);
  private static final String CONDITION = "Dangling";

  private final OwnClient client;
  private final InstantSource clock;

  OwnFlowControl(OwnClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /** What has to be written; nothing where everything is as it should be. */
  List<Runnable> plan() {
    var writes = new ArrayList<Runnable>();
    plan(
        writes,
        PriorityLevelConfiguration.class,
        BootstrapConfiguration.levels(),
        BootstrapReconciliation::level);
    plan(
        writes,
        FlowSchema.class,
        BootstrapConfiguration.schemas(),
        BootstrapReconciliation::schema);
    return writes;
  }

  private <T extends KubernetesObject> void plan(
      List<Runnable> writes,
      Class<T> type,
      List<T> wanted,
      BiFunction<T, T, @Nullable T> reconciliation) {
    var found = new HashMap<String, T>();
    client.list(type).forEach(one -> found.put(one.name(), one));
    for (var object : wanted) {
      var old = found.remove(object.name());
      if (old == null) {
        writes.add(() -> client.write(object, false));
        continue;
      }
      var next = reconciliation.apply(object, old);
      if (next != null) {
        writes.add(() -> client.write(next, true));
      }
    }
    found.values().stream()
        .filter(BootstrapReconciliation::isLeftOver)
        .forEach(old -> writes.add(() -> client.delete(old)));
  }

  @Override
  public void observe(List<FlowSchema> schemas, List<PriorityLevelConfiguration> levels) {
    var names = levels.stream().map(KubernetesObject::name).collect(Collectors.toSet());
    var writes = new ArrayList<Runnable>();
    for (var schema : schemas) {
      var level = schema.spec().priorityLevelConfiguration().name();
      var next = withCondition(schema, !names.contains(level), clock.instant());
      if (next != null) {
        writes.add(() -> client.writeStatus(next));
      }
    }
    try {
      OwnClient.sideBySide(writes);
    } catch (IllegalStateException e) {
      LOG.debug("the status of a flow schema is written later: {}", e.toString());
    }
  }

  /** A schema that says whether its level is missing; null where it does so already. */
  static @Nullable FlowSchema withCondition(FlowSchema schema, boolean dangles, Instant now) {
    var level = schema.spec().priorityLevelConfiguration().name();
    var wanted =
        new FlowSchemaCondition(
            CONDITION,
            dangles ? "True" : "False",
            now,
            dangles ? "NotFound" : "Found",
            "This FlowSchema references the PriorityLevelConfiguration object named \"%s\" %s"
                .formatted(level, dangles ? "but there is no such object" : "and it exists"));
    var conditions = new ArrayList<>(schema.status().conditions());
    var index = -1;
    for (var i = 0; i < conditions.size(); i++) {
      if (CONDITION.equals(conditions.get(i).type())) {
        index = i;
      }
    }
    if (index < 0) {
      conditions.add(wanted);
    } else if (isSame(conditions.get(index), wanted)) {
      return null;
    } else {
      conditions.set(index, wanted);
    }
    return schema.withStatus(new FlowSchemaStatus(List.copyOf(conditions)));
  }

  private static boolean isSame(FlowSchemaCondition one, FlowSchemaCondition other) {
    return Objects.equals(one.status(), other.status())
        && Objects.equals(one.reason(), other.reason())
        && Objects.equals(one.message(), other.message());
  }
}
