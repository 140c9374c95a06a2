package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.apply.LastApplied;
import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a HorizontalPodAutoscaler for a workload. */
public final class AutoscaleVerb extends Verb {
  @Mixin FileOptions files = new FileOptions();
  @Mixin DryRun dryRun = new DryRun();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--min", description = "Lower limit of the number of pods.")
  int minimum = -1;

  @Option(names = "--max", description = "Upper limit of the number of pods; required.")
  int maximum = -1;

  @Option(
      names = {"--cpu-percent"},
      description = "Average CPU use to aim at, in percent of the request.")
  int cpuPercent = -1;

  @Option(names = "--cpu", description = "CPU use to aim at: a quantity, or a percentage as 80%%.")
  String cpu = "";

  @Option(names = "--memory", description = "Memory use to aim at: a quantity or a percentage.")
  String memory = "";

  @Option(names = "--name", description = "Name of the autoscaler; the workload's without it.")
  @Nullable String name;

  @Option(names = "--save-config", description = "Remember the autoscaler for a later apply.")
  boolean saveConfig;

  @Option(names = "--field-manager", description = "Name of the owner of the fields.")
  String fieldManager = "kubectl-autoscale";

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (maximum < 0) {
      throw KubectlException.error("required flag(s) \"max\" not set");
    }
    if (maximum < 1) {
      throw KubectlException.error(
          "--max=MAXPODS is required and must be at least 1, max: " + maximum);
    }
    if (maximum < minimum) {
      throw KubectlException.error(
          "--max=MAXPODS must be larger or equal to --min=MINPODS, max: %d, min: %d"
              .formatted(maximum, minimum));
    }
    if (cpuPercent >= 0 && !cpu.isEmpty()) {
      throw KubectlException.error("--cpu-percent and --cpu cannot be specified together");
    }
    var failures = new Failures();
    var objects =
        new Finder(session, failures).fetch(files, arguments, new SelectorOptions(), false);
    for (var item : objects) {
      failures.attempt(() -> autoscale(session, item));
    }
    failures.raise();
    return 0;
  }

  private void autoscale(Session session, Located item) {
    if (item.type().kind().matches("Pod|Service|Node|DaemonSet|Job|CronJob|ConfigMap|Secret")) {
      throw KubectlException.error(
          "cannot autoscale a %s: no kind \"%s\" has a scale"
              .formatted(item.type().groupKind(), item.type().kind()));
    }
    var made = autoscaler(item);
    var autoscaler = saveConfig && !dryRun.client() ? LastApplied.annotate(made) : made;
    var type = session.resources().named("horizontalpodautoscalers.autoscaling");
    JsonNode created = autoscaler;
    if (!dryRun.client()) {
      var query = Query.of().with("dryRun", dryRun.query()).with("fieldManager", fieldManager);
      created = session.api().post(type.collection(item.namespace()) + query, autoscaler);
    }
    output.print(
        session,
        new Located(type, item.namespace(), created, null),
        "autoscaled" + dryRun.suffix());
  }

  private ObjectNode autoscaler(Located item) {
    var autoscaler =
        GeneratorVerb.object(
            "autoscaling/v2", "HorizontalPodAutoscaler", name != null ? name : item.name());
    var spec = Trees.ensure(autoscaler, "spec");
    spec.put("maxReplicas", maximum);
    if (minimum > 0) {
      spec.put("minReplicas", minimum);
    }
    var metrics = Trees.array();
    if (cpuPercent >= 0) {
      metrics.add(metric("cpu", cpuPercent + "%"));
    }
    if (!cpu.isEmpty()) {
      metrics.add(metric("cpu", cpu));
    }
    if (!memory.isEmpty()) {
      metrics.add(metric("memory", memory));
    }
    if (!metrics.isEmpty()) {
      spec.set("metrics", metrics);
    }
    var target = Trees.ensure(spec, "scaleTargetRef");
    target.put("apiVersion", item.type().apiVersion());
    target.put("kind", item.type().kind());
    target.put("name", item.name());
    var status = Trees.ensure(autoscaler, "status");
    status.putNull("currentMetrics");
    status.put("desiredReplicas", 0);
    return autoscaler;
  }

  private static ObjectNode metric(String resource, String goal) {
    var metric = Trees.object();
    metric.put("type", "Resource");
    var source = Trees.ensure(metric, "resource");
    source.put("name", resource);
    var target = Trees.ensure(source, "target");
    if (!goal.endsWith("%")) {
      target.put("averageValue", goal);
      target.put("type", "AverageValue");
      return metric;
    }
    try {
      target.put("averageUtilization", Integer.parseInt(goal.substring(0, goal.length() - 1)));
    } catch (NumberFormatException e) {
      throw KubectlException.error("invalid percentage: " + goal);
    }
    target.put("type", "Utilization");
    return metric;
  }
}
