package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Json;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.MissingNode;

/** ConfigMaps and Secrets. */
public final class DataValidation {
  private static final int MAX_SIZE = 1024 * 1024;
  private static final String SECRET_TYPES = "kubernetes.io/";

  private DataValidation() {}

  public static void validateConfigMap(Value configMap, Errors errors) {
    var size = 0L;
    var data = configMap.get("data");
    var binary = configMap.get("binaryData");
    for (var entry : data.entries()) {
      size += entry.text().length();
      key(entry, errors);
      if (binary.has(entry.key())) {
        errors.invalid(entry, entry.key(), "duplicate of key present in binaryData");
      }
    }
    for (var entry : binary.entries()) {
      size += decodedLength(entry.text());
      key(entry, errors);
    }
    if (size > MAX_SIZE) {
      errors.tooLong(Value.at("", configMap.node()), MAX_SIZE);
    }
  }

  public static void validateSecret(Value secret, Errors errors) {
    var size = 0L;
    var data = secret.get("data");
    for (var entry : data.entries()) {
      size += decodedLength(entry.text());
      key(entry, errors);
    }
    if (size > MAX_SIZE) {
      errors.tooLong(data, MAX_SIZE);
    }
    for (var required : requiredKeys(secret.get("type").text())) {
      if (!data.has(required)
          || required.equals("ssh-privatekey") && data.get(required).text().isEmpty()) {
        errors.required(Value.at("data[" + required + "]", data.node()));
      } else if (required.startsWith(".docker")) {
        dockerConfig(data.get(required), "data[" + required + "]", errors);
      }
    }
    if (secret.get("type").is(SECRET_TYPES + "service-account-token")) {
      var annotation = secret.in("metadata", "annotations", SECRET_TYPES + "service-account.name");
      if (annotation.text().isEmpty()) {
        errors.required(
            Value.at(
                "metadata.annotations[kubernetes.io/service-account.name]", annotation.node()));
      }
    }
    if (secret.get("type").is(SECRET_TYPES + "basic-auth")
        && !data.has("username")
        && !data.has("password")) {
      errors.required(Value.at("data[username]", data.node()));
      errors.required(Value.at("data[password]", data.node()));
    }
  }

  /** What Docker reads must be a JSON object; what is in it is nobody's business. */
  private static void dockerConfig(Value config, String path, Errors errors) {
    var bytes = Base64.getDecoder().decode(config.text());
    var problem = "";
    try {
      var tree = bytes.length == 0 ? MissingNode.getInstance() : Json.tree(bytes);
      if (tree.isMissingNode()) {
        problem = "unexpected end of JSON input";
      } else if (!tree.isObject() && !tree.isNull()) {
        problem =
            "json: cannot unmarshal "
                + tree.getNodeType().name().toLowerCase(Locale.ROOT)
                + " into Go value of type map[string]interface {}";
      }
    } catch (JacksonException e) {
      problem = "the data is not JSON"; // the parser's own words quote the secret
    }
    if (!problem.isEmpty()) {
      errors.invalid(Value.at(path, config.node()), "<secret contents redacted>", problem);
    }
  }

  /** Immutable data stays as it is, and immutable. */
  public static void validateUpdate(Value object, Value old, boolean secret, Errors errors) {
    if (secret) {
      Checks.immutable(object.get("type"), old.get("type"), errors);
    }
    if (!old.get("immutable").isTrue()) {
      return;
    }
    if (!object.get("immutable").isTrue()) {
      errors.forbidden(object.get("immutable"), "field is immutable when `immutable` is set");
    }
    for (var field : secret ? List.of("data") : List.of("data", "binaryData")) {
      if (!object.get(field).same(old.get(field))) {
        errors.forbidden(object.get(field), "field is immutable when `immutable` is set");
      }
    }
  }

  private static void key(Value entry, Errors errors) {
    for (var error : Names.configMapKey(entry.key())) {
      errors.invalid(entry, entry.key(), error);
    }
  }

  private static List<String> requiredKeys(String type) {
    return switch (type) {
      case "kubernetes.io/dockercfg" -> List.of(".dockercfg");
      case "kubernetes.io/dockerconfigjson" -> List.of(".dockerconfigjson");
      case "kubernetes.io/ssh-auth" -> List.of("ssh-privatekey");
      case "kubernetes.io/tls" -> List.of("tls.crt", "tls.key");
      default -> List.of();
    };
  }

  static long decodedLength(String base64) {
    var padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
    return base64.length() / 4L * 3 - padding;
  }
}
