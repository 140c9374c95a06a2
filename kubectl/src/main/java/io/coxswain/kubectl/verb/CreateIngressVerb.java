package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Makes an Ingress: {@code create ingress NAME --rule=HOST/PATH=SERVICE:PORT[,tls[=SECRET]]}. */
public final class CreateIngressVerb extends GeneratorVerb {
  private static final Pattern RULE =
      Pattern.compile("([a-zA-Z0-9\\-_.*]*/[^=]*)=([^,:]+:[a-zA-Z0-9\\-]+)(?:,(tls(?:=[^,]*)?))?");

  @Option(names = "--rule", description = "HOST/PATH=SERVICE:PORT[,tls[=SECRET]]; can be repeated.")
  List<String> rules = new ArrayList<>();

  @Option(names = "--class", description = "The IngressClass.")
  String ingressClass = "";

  @Option(names = "--default-backend", description = "SERVICE:PORT for what no rule matches.")
  String defaultBackend = "";

  @Option(names = "--annotation", description = "KEY=VALUE; can be repeated.")
  List<String> annotations = new ArrayList<>();

  @Override
  ObjectNode generate(Session session) {
    if (rules.isEmpty() && defaultBackend.isEmpty()) {
      throw KubectlException.error(
          "not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)");
    }
    var ingress = object("networking.k8s.io/v1", "Ingress", name());
    for (var annotation : annotations) {
      var equals = annotation.indexOf('=');
      if (equals <= 0) {
        throw KubectlException.error(
            "annotation %s is invalid and should be in format key=[value]".formatted(annotation));
      }
      Trees.ensure(ingress, "metadata", "annotations")
          .put(annotation.substring(0, equals), annotation.substring(equals + 1));
    }
    var spec = Trees.ensure(ingress, "spec");
    if (!ingressClass.isEmpty()) {
      spec.put("ingressClassName", ingressClass);
    }
    if (!defaultBackend.isEmpty()) {
      spec.set("defaultBackend", backend(defaultBackend));
    }
    addRules(spec);
    Trees.ensure(ingress, "status", "loadBalancer");
    return ingress;
  }

  private void addRules(ObjectNode spec) {
    Map<String, List<ObjectNode>> paths = new LinkedHashMap<>();
    Map<String, List<String>> secrets = new LinkedHashMap<>();
    for (var rule : rules) {
      var match = RULE.matcher(rule);
      if (!match.matches()) {
        throw KubectlException.error(
            "rule %s is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]"
                .formatted(rule));
      }
      var address = match.group(1);
      var slash = address.indexOf('/');
      var host = address.substring(0, slash);
      paths
          .computeIfAbsent(host, name -> new ArrayList<>())
          .add(path(address.substring(slash), match.group(2)));
      var tls = match.group(3);
      if (tls != null) {
        var secret = tls.startsWith("tls=") ? tls.substring(4) : "";
        var hosts = secrets.computeIfAbsent(secret, name -> new ArrayList<>());
        if (!host.isEmpty() && !hosts.contains(host)) {
          hosts.add(host);
        }
      }
    }
    paths.forEach(
        (host, list) -> {
          var rule = spec.withArray("rules").addObject();
          if (!host.isEmpty()) {
            rule.put("host", host);
          }
          var array = Trees.ensure(rule, "http").putArray("paths");
          list.forEach(array::add);
        });
    secrets.forEach(
        (secret, hosts) -> {
          var entry = spec.withArray("tls").addObject();
          if (!hosts.isEmpty()) {
            entry.set("hosts", Trees.strings(hosts));
          }
          if (!secret.isEmpty()) {
            entry.put("secretName", secret);
          }
        });
  }

  /** A path that ends in a star is a prefix. */
  private static ObjectNode path(String path, String backend) {
    var prefix = path.endsWith("*");
    var result = Trees.object();
    result.set("backend", backend(backend));
    result.put("path", prefix ? path.substring(0, path.length() - 1) : path);
    result.put("pathType", prefix ? "Prefix" : "Exact");
    return result;
  }

  private static ObjectNode backend(String text) {
    var colon = text.indexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      throw KubectlException.error(
          "default-backend should be in format servicename:serviceport: " + JsonWriter.quote(text));
    }
    var backend = Trees.object();
    var service = Trees.ensure(backend, "service");
    service.put("name", text.substring(0, colon));
    var port = text.substring(colon + 1);
    var number = port.chars().allMatch(Character::isDigit);
    CreateServiceVerb.putPort(Trees.ensure(service, "port"), number ? "number" : "name", port);
    return backend;
  }
}
