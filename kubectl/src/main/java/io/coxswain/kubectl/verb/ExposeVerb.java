package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;

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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a Service for a workload, a pod or another Service. */
public final class ExposeVerb extends Verb {
  private static final Set<String> EXPOSABLE =
      Set.of("Pod", "Service", "ReplicationController", "Deployment", "ReplicaSet");

  @Mixin FileOptions files = new FileOptions();
  @Mixin DryRun dryRun = new DryRun();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--port", description = "Port of the Service; the container ports without it.")
  String port = "";

  @Option(names = "--target-port", description = "Port of the container: number or name.")
  String targetPort = "";

  @Option(names = "--protocol", description = "TCP, UDP or SCTP.")
  String protocol = "";

  @Option(names = "--name", description = "Name of the Service; the object's without it.")
  @Nullable String name;

  @Option(names = "--type", description = "ClusterIP, NodePort, LoadBalancer or ExternalName.")
  String type = "";

  @Option(names = "--selector", description = "Labels of the pods, as in app=web,tier=front.")
  String selector = "";

  @Option(
      names = {"-l", "--labels"},
      description = "Labels of the Service.")
  String labels = "";

  @Option(names = "--cluster-ip", description = "Address of the Service; None for a headless one.")
  String clusterIp = "";

  @Option(names = "--session-affinity", description = "None or ClientIP.")
  String sessionAffinity = "";

  @Option(names = "--external-ip", description = "An address that nodes take for the Service too.")
  String externalIp = "";

  @Option(names = "--load-balancer-ip", description = "Address to ask of the load balancer.")
  String loadBalancerIp = "";

  @Option(names = "--field-manager", description = "Name of the owner of the fields.")
  String fieldManager = "kubectl-expose";

  @Option(names = "--save-config", description = "Remember the Service for a later apply.")
  boolean saveConfig;

  @Option(names = "--overrides", description = "JSON that is merged into the Service.")
  String overrides = "";

  @Option(names = "--override-type", description = "merge, json or strategic: how.")
  String overrideType = "merge";

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (arguments.isEmpty() && files.isEmpty()) {
      throw KubectlException.error(
          "You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'");
    }
    var failures = new Failures();
    var objects =
        new Finder(session, failures).fetch(files, arguments, new SelectorOptions(), false);
    for (var item : objects) {
      failures.attempt(() -> expose(session, item));
    }
    failures.raise();
    return 0;
  }

  private void expose(Session session, Located item) {
    if (!EXPOSABLE.contains(item.type().kind())) {
      throw KubectlException.error("cannot expose a " + item.type().groupKind());
    }
    var service = RunVerb.overridden(service(item), overrides, overrideType);
    if (saveConfig && !dryRun.client()) {
      service = LastApplied.annotate(service);
    }
    var services = session.resources().named("services");
    JsonNode created = service;
    if (!dryRun.client()) {
      var query = Query.of().with("dryRun", dryRun.query()).with("fieldManager", fieldManager);
      created = session.api().post(services.collection(item.namespace()) + query, service);
    }
    var located = new Located(services, item.namespace(), created, null);
    output.print(session, located, "exposed" + dryRun.suffix());
  }

  private ObjectNode service(Located item) {
    var object = item.object();
    var service = GeneratorVerb.object("v1", "Service", name != null ? name : item.name());
    var ownLabels = labels.isEmpty() ? Trees.textMap(object, "metadata", "labels") : pairs(labels);
    if (!ownLabels.isEmpty()) {
      Trees.ensure(service, "metadata").set("labels", Trees.stringMap(ownLabels));
    }
    var spec = Trees.ensure(service, "spec");
    spec.set("ports", ports(item));
    spec.set("selector", Trees.stringMap(selector.isEmpty() ? podLabels(item) : pairs(selector)));
    for (var field :
        Map.of(
                "type", type,
                "clusterIP", clusterIp,
                "sessionAffinity", sessionAffinity,
                "loadBalancerIP", type.equals("LoadBalancer") ? loadBalancerIp : "")
            .entrySet()) {
      if (!field.getValue().isEmpty()) {
        spec.put(field.getKey(), field.getValue());
      }
    }
    if (!externalIp.isEmpty()) {
      spec.set("externalIPs", Trees.strings(List.of(externalIp)));
    }
    Trees.ensure(service, "status", "loadBalancer");
    return service;
  }

  private static Map<String, String> podLabels(Located item) {
    var found =
        switch (item.type().kind()) {
          case "Pod" -> Trees.textMap(item.object(), "metadata", "labels");
          case "Service", "ReplicationController" ->
              Trees.textMap(item.object(), "spec", "selector");
          default -> Trees.textMap(item.object(), "spec", "selector", "matchLabels");
        };
    if (found.isEmpty()) {
      throw KubectlException.error(
          item.type().kind().equals("Pod")
              ? "the pod has no labels and cannot be exposed"
              : "couldn't retrieve selectors via --selector flag or introspection: the object has no selectors");
    }
    return found;
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> result = new TreeMap<>();
    for (var pair : text.split(",", -1)) {
      var equals = pair.indexOf('=');
      if (equals <= 0) {
        throw KubectlException.error("unexpected label spec: " + pair);
      }
      result.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return result;
  }

  private JsonNode ports(Located item) {
    var result = Trees.array();
    if (!port.isEmpty()) {
      for (var number : port.split(",", -1)) {
        result.add(
            port(number, protocol.isEmpty() ? "TCP" : protocol, result.size(), port.contains(",")));
      }
      return result;
    }
    var found = containerPorts(item);
    if (found.isEmpty()) {
      throw KubectlException.error("couldn't find port via --port flag or introspection");
    }
    for (var candidate : found) {
      var number = text(candidate, item.type().kind().equals("Service") ? "port" : "containerPort");
      var own = text(candidate, "protocol");
      var used = protocol.isEmpty() ? own.isEmpty() ? "TCP" : own : protocol;
      result.add(port(number, used, result.size(), found.size() > 1));
    }
    return result;
  }

  private static List<JsonNode> containerPorts(Located item) {
    if (item.type().kind().equals("Service")) {
      return items(item.object(), "spec", "ports");
    }
    var result = new ArrayList<JsonNode>();
    var spec = PodTemplates.spec(item.object());
    if (spec != null) {
      items(spec, "containers").forEach(container -> result.addAll(items(container, "ports")));
    }
    return result;
  }

  private ObjectNode port(String number, String protocol, int index, boolean named) {
    var entry = Trees.object();
    if (named) {
      entry.put("name", "port-" + (index + 1));
    }
    CreateServiceVerb.putPort(entry, "port", number);
    entry.put("protocol", protocol);
    CreateServiceVerb.putPort(entry, "targetPort", targetPort.isEmpty() ? number : targetPort);
    return entry;
  }
}
