package io.coxswain.kubectl.http;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The API server refused a request; the message is what kubectl prints for the Status. */
public final class ApiError extends KubectlException {
  private final transient JsonNode status;
  private final String message;

  public ApiError(JsonNode status) {
    this(status, Trees.text(status, "message"));
  }

  private ApiError(JsonNode status, String message) {
    super(describe(status, message), 1);
    this.status = status;
    this.message = message;
  }

  public int code() {
    return (int) Trees.number(status, "code");
  }

  public String reason() {
    return Trees.text(status, "reason");
  }

  public String serverMessage() {
    return Trees.text(status, "message");
  }

  public boolean isNotFound() {
    return reason().equals("NotFound");
  }

  public boolean isConflict() {
    return reason().equals("Conflict");
  }

  public boolean isAlreadyExists() {
    return reason().equals("AlreadyExists");
  }

  /** A 404 of the path, not of a named object: the server does not serve the resource. */
  public boolean isUnknownPath() {
    return code() == 404 && Trees.text(status, "details", "name").isEmpty();
  }

  public boolean isGone() {
    return code() == 410;
  }

  /** As it stands among other errors: what is invalid is not itemised then. */
  public String inOneLine() {
    return reason().equals("Invalid")
        ? "Error from server (Invalid): " + message
        : String.valueOf(getMessage());
  }

  /** The same error, saying what was being done with which file. */
  public ApiError during(String doing, String source) {
    return new ApiError(
        status, "error when %s %s: %s".formatted(doing, JsonWriter.quote(source), serverMessage()));
  }

  /** The same error of a list, naming what was looked for. */
  public ApiError lookingFor(String resource, String labels, String fields) {
    return new ApiError(
        status,
        "Unable to find %s that match label selector %s, field selector %s: %s"
            .formatted(
                JsonWriter.quote(resource),
                JsonWriter.quote(labels),
                JsonWriter.quote(fields),
                serverMessage()));
  }

  private static String describe(JsonNode status, String message) {
    var reason = Trees.text(status, "reason");
    return switch (reason) {
      case "Invalid" -> invalid(status);
      case "Unauthorized" -> "error: You must be logged in to the server (" + message + ")";
      case "" -> "Error from server: " + message;
      default -> "Error from server (" + reason + "): " + message;
    };
  }

  /** What is wrong with single fields: {@code FIELD: MESSAGE}. */
  public List<String> causes() {
    return List.copyOf(causes(status));
  }

  private static LinkedHashSet<String> causes(JsonNode status) {
    var causes = new LinkedHashSet<String>();
    for (var cause : Trees.items(status, "details", "causes")) {
      var field = Trees.text(cause, "field");
      var message = Trees.text(cause, "message");
      causes.add(field.isEmpty() ? message : field + ": " + message);
    }
    return causes;
  }

  private static String invalid(JsonNode status) {
    var details = status.path("details");
    var prefix = "The request is invalid";
    var kind = Trees.text(details, "kind");
    var name = Trees.text(details, "name");
    var causes = causes(status);
    if (!kind.isEmpty() || !name.isEmpty()) {
      prefix = "The " + kind + " " + JsonWriter.quote(name) + " is invalid";
    } else if (causes.isEmpty()) {
      prefix += ": " + Trees.text(status, "message");
    }
    if (causes.size() <= 1) {
      return causes.isEmpty() ? prefix : prefix + ": " + causes.getFirst();
    }
    var lines = new ArrayList<String>();
    lines.add(prefix + ": ");
    causes.forEach(cause -> lines.add("* " + cause));
    return String.join("\n", lines);
  }
}
