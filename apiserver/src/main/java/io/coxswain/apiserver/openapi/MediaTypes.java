package io.coxswain.apiserver.openapi;

import java.util.List;

/** The formats in which operations take bodies and answer, as upstream names and orders them. */
final class MediaTypes {
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

  /** What anything may be taken as: the Content-Type says it. */
  static final List<String> ANY = List.of("*/*");

  /** Objects of custom kinds, which have no protobuf form. */
  static final List<String> TEXTS = List.of(JSON, YAML);

  static final List<String> OBJECTS = List.of(JSON, YAML, PROTOBUF);
  static final List<String> LISTS =
      List.of(JSON, YAML, PROTOBUF, JSON + ";stream=watch", PROTOBUF + ";stream=watch");
  static final List<String> LOGS = List.of("text/plain", JSON, YAML, PROTOBUF);
  static final List<String> ONLY_JSON = List.of(JSON);

  static final List<String> PATCHES =
      List.of(
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/strategic-merge-patch+json",
          "application/apply-patch+yaml");

  /** Custom resources can't merge strategically: clients choose the format by what they find. */
  static final List<String> CUSTOM_PATCHES =
      PATCHES.stream().filter(type -> !type.contains("strategic")).toList();

  private MediaTypes() {}
}
