package io.coxswain.apiserver.server;

import io.coxswain.api.Json;
import tools.jackson.databind.node.ObjectNode;

/** What {@code /version} says: the API level, as a valid semantic version. */
public final class Version {
  public static final String GIT_VERSION = "v1.34.0+coxswain";

  private Version() {}

  static ObjectNode document() {
    return Json.mapper()
        .createObjectNode()
        .put("major", "1")
        .put("minor", "34")
        .put("emulationMajor", "1")
        .put("emulationMinor", "34")
        .put("minCompatibilityMajor", "1")
        .put("minCompatibilityMinor", "33")
        .put("gitVersion", GIT_VERSION)
        .put("gitCommit", "")
        .put("gitTreeState", "clean")
        .put("buildDate", "1970-01-01T00:00:00Z")
        .put("goVersion", "java" + Runtime.version().feature())
        .put("compiler", "javac")
        .put("platform", "linux/" + architecture());
  }

  private static String architecture() {
    return switch (System.getProperty("os.arch")) {
      case "aarch64" -> "arm64";
      case "x86_64", "amd64" -> "amd64";
      case String other -> other;
    };
  }
}
