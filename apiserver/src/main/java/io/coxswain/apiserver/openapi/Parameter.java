package io.coxswain.apiserver.openapi;

import io.coxswain.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** A parameter of an operation, and the sets of them that verbs take. */
record Parameter(String name, String in, String type, String description) {
  private static final Parameter DRY_RUN =
      text("dryRun", "All: go through every step but the last, storing nothing.");
  private static final Parameter PRETTY = text("pretty", "true: indent the answer.");
  private static final Parameter NAMESPACE = inPath("namespace", "Namespace of the object.");
  private static final Parameter NAME = inPath("name", "Name of the object.");
  private static final Parameter PATH = inPath("path", "Path on the other side.");

  static final List<Parameter> WRITE =
      List.of(
          DRY_RUN,
          text("fieldManager", "Name of the client, as managedFields records it."),
          text(
              "fieldValidation",
              "What to do about unknown and duplicate fields: Ignore, Warn, Strict."));
  static final List<Parameter> PATCH =
      and(WRITE, flag("force", "Applying takes fields that others own."));
  static final List<Parameter> DELETE =
      List.of(
          DRY_RUN,
          number("gracePeriodSeconds", "Seconds the object may take to end; 0 ends it at once."),
          flag(
              "ignoreStoreReadErrorWithClusterBreakingPotential",
              "Delete even what cannot be read, without anybody who waits for it being asked."),
          flag("orphanDependents", "Replaced by propagationPolicy."),
          text("propagationPolicy", "Orphan, Background or Foreground."));
  private static final Parameter RESOURCE_VERSION =
      text("resourceVersion", "How new the answer must be.");
  private static final List<Parameter> SELECT =
      List.of(
          text("continue", "Token of the answer before, for its next page."),
          text("fieldSelector", "Only objects whose fields match."),
          text("labelSelector", "Only objects whose labels match."),
          number("limit", "Largest number of objects in one answer."),
          RESOURCE_VERSION,
          text("resourceVersionMatch", "How resourceVersion is meant: Exact or NotOlderThan."),
          flag("sendInitialEvents", "Start the watch with the objects that exist."),
          number("timeoutSeconds", "Seconds after which the request ends."));
  static final List<Parameter> LIST =
      and(
          SELECT,
          flag("allowWatchBookmarks", "The watch may send events that only say how far it is."),
          flag("watch", "Send changes as they happen instead of a list."));
  static final List<Parameter> DELETE_COLLECTION = and(SELECT, DELETE.toArray(Parameter[]::new));

  /** What reading one custom object takes; built-in ones list nothing here, though they take it. */
  static final List<Parameter> GET_CUSTOM = List.of(RESOURCE_VERSION);

  static final List<Parameter> LOG =
      List.of(
          text("container", "Container whose log is read."),
          flag("follow", "Go on as the log grows."),
          flag("insecureSkipTLSVerifyBackend", "Do not verify the kubelet's certificate."),
          number("limitBytes", "Largest number of bytes."),
          flag("previous", "The log of the container that ran before."),
          number("sinceSeconds", "Only lines of the last seconds."),
          text("stream", "All, Stdout or Stderr."),
          number("tailLines", "Only that many lines from the end."),
          flag("timestamps", "Begin each line with its time."));
  private static final List<Parameter> ATTACH =
      List.of(
          text("container", "Container in which it runs."),
          flag("stderr", "Send its standard error."),
          flag("stdin", "Send input to it."),
          flag("stdout", "Send its standard output."),
          flag("tty", "Give it a terminal."));

  /** What connecting to a subresource takes. */
  static List<Parameter> ofConnecting(String subresource) {
    return switch (subresource) {
      case "attach" -> ATTACH;
      case "exec" -> and(ATTACH, text("command", "Program and its arguments, one parameter each."));
      case "portforward" -> List.of(number("ports", "Ports to forward."));
      default -> List.of(text("path", "Path on the other side."));
    };
  }

  /** The parameters that a path has in itself. */
  static List<Parameter> inPath(String path) {
    return Stream.of(NAME, NAMESPACE, PATH)
        .filter(parameter -> path.contains("{" + parameter.name + "}"))
        .toList();
  }

  /** Those and what every answer of an object takes. */
  static List<Parameter> ofPath(String path) {
    return and(inPath(path), PRETTY);
  }

  static List<Parameter> and(List<Parameter> some, Parameter... others) {
    var all = new ArrayList<>(some);
    all.addAll(List.of(others));
    return List.copyOf(all);
  }

  private static Parameter text(String name, String description) {
    return new Parameter(name, "query", "string", description);
  }

  private static Parameter number(String name, String description) {
    return new Parameter(name, "query", "integer", description);
  }

  private static Parameter flag(String name, String description) {
    return new Parameter(name, "query", "boolean", description);
  }

  private static Parameter inPath(String name, String description) {
    return new Parameter(name, "path", "string", description);
  }

  /** As a version of OpenAPI spells it. */
  ObjectNode tree(Dialect dialect) {
    var tree = Json.mapper().createObjectNode();
    tree.put("name", name).put("in", in).put("description", description);
    if (in.equals("path")) {
      tree.put("required", true);
    }
    if (dialect == Dialect.V2) {
      tree.put("type", type).put("uniqueItems", true);
    } else {
      tree.putObject("schema").put("type", type).put("uniqueItems", true);
    }
    return tree;
  }
}
