package io.coxswain.apiserver.openapi;

import io.coxswain.api.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A parameter of an operation, and the sets of them that verbs take. */
record Parameter(String name, String in, String type, String description) {
  private static final Parameter DRY_RUN =
      text("dryRun", "All: go through every step but the last, storing nothing.");
  private static final Parameter FIELD_MANAGER =
      text("fieldManager", "Name of the client, as managedFields records it.");
  private static final Parameter FIELD_VALIDATION =
      text(
          "fieldValidation",
          "What to do about unknown and duplicate fields: Ignore, Warn, Strict.");
  private static final Parameter PRETTY = text("pretty", "true: indent the answer.");
  private static final Parameter NAMESPACE =
      new Parameter("namespace", "path", "string", "Namespace of the object.");
  private static final Parameter NAME =
      new Parameter("name", "path", "string", "Name of the object.");

  static final List<Parameter> WRITE = List.of(DRY_RUN, FIELD_MANAGER, FIELD_VALIDATION);
  static final List<Parameter> DELETE =
      List.of(
          DRY_RUN,
          number("gracePeriodSeconds", "Seconds the object may take to end; 0 ends it at once."),
          flag("orphanDependents", "Replaced by propagationPolicy."),
          text("propagationPolicy", "Orphan, Background or Foreground."));
  static final List<Parameter> LIST =
      List.of(
          flag("allowWatchBookmarks", "The watch may send events that only say how far it is."),
          text("continue", "Token of the answer before, for its next page."),
          text("fieldSelector", "Only objects whose fields match."),
          text("labelSelector", "Only objects whose labels match."),
          number("limit", "Largest number of objects in one answer."),
          text("resourceVersion", "How new the answer must be."),
          text("resourceVersionMatch", "How resourceVersion is meant: Exact or NotOlderThan."),
          flag("sendInitialEvents", "Start the watch with the objects that exist."),
          number("timeoutSeconds", "Seconds after which the request ends."),
          flag("watch", "Send changes as they happen instead of a list."));
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
  static final List<Parameter> EXEC =
      List.of(
          text("command", "Program and its arguments, one parameter each."),
          text("container", "Container in which it runs."),
          flag("stderr", "Send its standard error."),
          flag("stdin", "Send input to it."),
          flag("stdout", "Send its standard output."),
          flag("tty", "Give it a terminal."));
  static final List<Parameter> PORT_FORWARD = List.of(number("ports", "Ports to forward."));

  private static Parameter text(String name, String description) {
    return new Parameter(name, "query", "string", description);
  }

  private static Parameter number(String name, String description) {
    return new Parameter(name, "query", "integer", description);
  }

  private static Parameter flag(String name, String description) {
    return new Parameter(name, "query", "boolean", description);
  }

  /** Writes parameters as a version of OpenAPI spells them. */
  static void write(ArrayNode target, List<Parameter> parameters, Dialect dialect) {
    parameters.forEach(parameter -> target.add(parameter.tree(dialect)));
  }

  /** The parameters all operations of a path share. */
  static ArrayNode ofPath(String path, Dialect dialect) {
    var parameters = Json.mapper().createArrayNode();
    if (path.contains("{name}")) {
      parameters.add(NAME.tree(dialect));
    }
    if (path.contains("{namespace}")) {
      parameters.add(NAMESPACE.tree(dialect));
    }
    parameters.add(PRETTY.tree(dialect));
    return parameters;
  }

  private ObjectNode tree(Dialect dialect) {
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
