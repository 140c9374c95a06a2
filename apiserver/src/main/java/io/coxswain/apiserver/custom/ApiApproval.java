package io.coxswain.apiserver.custom;

import java.net.URI;
import java.net.URISyntaxException;
import tools.jackson.databind.JsonNode;

/**
 * Whether a definition in a group of the Kubernetes community says who approved it (KEP-1111).
 *
 * @param message what conditions and errors say of it
 */
public record ApiApproval(State state, String message) {
  public static final String ANNOTATION = "api-approved.kubernetes.io";
  private static final String POLICY = "see https://github.com/kubernetes/enhancements/pull/1111";

  /** What the annotation says. */
  public enum State {
    APPROVED("ApprovedAnnotation"),
    BYPASSED("UnapprovedAnnotation"),
    MISSING("MissingAnnotation"),
    INVALID("InvalidAnnotation");

    private final String reason;

    State(String reason) {
      this.reason = reason;
    }

    /** The reason of the condition. */
    public String reason() {
      return reason;
    }
  }

  /** Groups that end with k8s.io or kubernetes.io. */
  public static boolean isProtected(String group) {
    return group.equals("k8s.io")
        || group.endsWith(".k8s.io")
        || group.equals("kubernetes.io")
        || group.endsWith(".kubernetes.io");
  }

  public static ApiApproval of(JsonNode definition) {
    var value = definition.path("metadata").path("annotations").path(ANNOTATION).asString("");
    if (value.isEmpty()) {
      return new ApiApproval(
          State.MISSING,
          "protected groups must have approval annotation \"" + ANNOTATION + "\", " + POLICY);
    }
    if (value.startsWith("unapproved")) {
      return new ApiApproval(State.BYPASSED, "not approved: \"" + value + "\"");
    }
    if (isUrl(value)) {
      return new ApiApproval(State.APPROVED, "approved in " + value);
    }
    return new ApiApproval(
        State.INVALID,
        "protected groups must have approval annotation \""
            + ANNOTATION
            + "\" with either a URL or a reason starting with \"unapproved\", "
            + POLICY);
  }

  private static boolean isUrl(String text) {
    try {
      var uri = new URI(text);
      return uri.getHost() != null && uri.getScheme() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
