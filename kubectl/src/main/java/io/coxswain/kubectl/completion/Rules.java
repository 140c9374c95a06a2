package io.coxswain.kubectl.completion;

import io.coxswain.kubectl.completion.Rule.Containers;
import io.coxswain.kubectl.completion.Rule.CopySource;
import io.coxswain.kubectl.completion.Rule.Entries;
import io.coxswain.kubectl.completion.Rule.Files;
import io.coxswain.kubectl.completion.Rule.FilesWith;
import io.coxswain.kubectl.completion.Rule.Names;
import io.coxswain.kubectl.completion.Rule.Nothing;
import io.coxswain.kubectl.completion.Rule.Pods;
import io.coxswain.kubectl.completion.Rule.TypesAndNames;
import io.coxswain.kubectl.completion.Rule.Words;
import java.util.List;
import java.util.stream.Stream;

/** Which verb completes what, as upstream's v1.33 does. */
public final class Rules {
  private static final List<String> SCALED =
      List.of("deployment", "replicaset", "replicationcontroller", "statefulset");
  private static final List<String> ROLLED_OUT = List.of("deployment", "daemonset", "statefulset");
  private static final List<String> FORMATS =
      List.of(
          "json",
          "yaml",
          "name",
          "go-template",
          "go-template-file",
          "template",
          "templatefile",
          "jsonpath",
          "jsonpath-as-json",
          "jsonpath-file");
  private static final List<String> TABLE_FORMATS =
      List.of("custom-columns", "custom-columns-file", "wide");

  private Rules() {}

  static Rule arguments(String verb) {
    return switch (verb) {
      case "get",
          "describe",
          "delete",
          "edit",
          "label",
          "annotate",
          "patch",
          "debug",
          "apply edit-last-applied",
          "apply view-last-applied" ->
          new TypesAndNames(List.of(), true);
      case "set image" ->
          new TypesAndNames(
              List.of(
                  "daemonsets",
                  "deployments",
                  "pods",
                  "cronjobs",
                  "replicasets",
                  "replicationcontrollers",
                  "statefulsets"),
              false);
      case "scale" -> new TypesAndNames(SCALED, true);
      case "autoscale" -> new TypesAndNames(SCALED, false);
      case "rollout history", "rollout restart", "rollout undo" ->
          new TypesAndNames(ROLLED_OUT, true);
      case "rollout status" -> new TypesAndNames(ROLLED_OUT, false);
      case "rollout pause", "rollout resume" -> new TypesAndNames(List.of("deployment"), true);
      case "expose" ->
          new TypesAndNames(
              List.of("pod", "service", "replicationcontroller", "deployment", "replicaset"),
              false);
      case "taint" -> new TypesAndNames(List.of("node"), true);
      case "exec", "attach" -> new Pods(Pods.Then.NOTHING);
      case "logs" -> new Pods(Pods.Then.CONTAINERS);
      case "port-forward" -> new Pods(Pods.Then.PORTS);
      case "cordon", "uncordon", "drain", "top node" -> new Names("node");
      case "top pod" -> new Names("pod");
      case "create token" -> new Names("serviceaccount");
      case "config use-context",
          "config delete-context",
          "config rename-context",
          "config set-context" ->
          new Entries("contexts");
      case "config delete-cluster" -> new Entries("clusters");
      case "config delete-user" -> new Entries("users");
      case "completion" -> new Words(List.of("bash", "zsh", "fish", "powershell"));
      case "create secret" -> new Words(List.of("docker-registry", "generic", "tls"));
      case "create service" ->
          new Words(List.of("clusterip", "externalname", "loadbalancer", "nodeport"));
      case "cp" -> new CopySource();
      default -> new Files();
    };
  }

  static Rule value(String verb, String flag) {
    return switch (flag) {
      case "--namespace" -> new Names("namespace");
      case "--context" -> new Entries("contexts");
      case "--cluster" -> new Entries("clusters");
      case "--user" -> new Entries("users");
      case "--container" -> new Containers();
      case "--filename" -> new FilesWith(List.of("json", "yaml", "yml"));
      case "--output" -> new Words(formats(verb));
      case "--help" -> new Nothing();
      default -> new Files();
    };
  }

  private static List<String> formats(String verb) {
    return switch (verb) {
      case "get" -> Stream.concat(FORMATS.stream(), TABLE_FORMATS.stream()).toList();
      case "api-resources", "config get-contexts" -> List.of("name", "wide");
      case "version", "edit", "apply edit-last-applied", "apply view-last-applied" ->
          List.of("json", "yaml");
      case "describe", "delete" -> List.of("name");
      default -> FORMATS;
    };
  }

  /**
   * The flags that a verb can't do without, by their long names.
   *
   * @param arguments those that are typed; the first one is a verb of its own for some
   */
  public static List<String> required(String verb, List<String> arguments) {
    return switch (verb) {
      case "run", "create deployment" -> List.of("--image");
      case "create cronjob" -> List.of("--image", "--schedule");
      case "create clusterrolebinding" -> List.of("--clusterrole");
      case "create service" ->
          arguments.contains("externalname") ? List.of("--external-name") : List.of();
      case "autoscale" -> List.of("--max");
      case "scale" -> List.of("--replicas");
      default -> List.of();
    };
  }
}
