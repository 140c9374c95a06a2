package io.coxswain.apiserver.openapi;

import java.util.List;

/** What can be done to resources, as operations call it. */
enum Verb {
  LIST("get", "list", "list", "List or watch objects of kind %s"),
  LIST_EVERYWHERE("get", "list", "list", "List or watch objects of kind %s"),
  DELETE_COLLECTION(
      "delete", "deletecollection", "delete", "Delete all selected objects of kind %s"),
  CREATE("post", "post", "create", "Create one %s"),
  READ("get", "get", "read", "Read one %s"),
  READ_LOG("get", "get", "read", "Read one %s"),
  REPLACE("put", "put", "replace", "Replace one %s"),
  PATCH("patch", "patch", "patch", "Change parts of one %s"),
  DELETE("delete", "delete", "delete", "Delete one %s"),
  WATCH("get", "watch", "watch", "Watch one %s. Deprecated: watch a list of that one instead."),
  WATCH_LIST(
      "get", "watchlist", "watch", "Watch objects of kind %s. Deprecated: watch a list instead."),
  WATCH_EVERYWHERE(
      "get", "watchlist", "watch", "Watch objects of kind %s. Deprecated: watch a list instead.");

  private final String method;
  private final String action;
  private final String word;
  private final String description;

  Verb(String method, String action, String word, String description) {
    this.method = method;
    this.action = action;
    this.word = word;
    this.description = description;
  }

  /** In lower case. */
  String method() {
    return method;
  }

  String action() {
    return action;
  }

  String describe(String about) {
    return description.formatted(about);
  }

  /** {@code readCoreV1NamespacedPodStatus}. */
  String id(ResourceNames names) {
    return switch (this) {
      case LIST_EVERYWHERE -> names.idEverywhere(word, "ForAllNamespaces");
      case WATCH_EVERYWHERE -> names.idEverywhere(word, "ListForAllNamespaces");
      case WATCH_LIST -> names.id(word, "List");
      case DELETE_COLLECTION -> names.idOfCollection(word);
      default -> names.id(word, "");
    };
  }

  /** The parameters of the query. */
  List<Parameter> parameters(boolean builtIn) {
    return switch (this) {
      case LIST, LIST_EVERYWHERE, WATCH, WATCH_LIST, WATCH_EVERYWHERE -> Parameter.LIST;
      case DELETE_COLLECTION -> Parameter.DELETE_COLLECTION;
      case CREATE, REPLACE -> Parameter.WRITE;
      case PATCH -> Parameter.PATCH;
      case DELETE -> Parameter.DELETE;
      case READ -> builtIn ? List.of() : Parameter.GET_CUSTOM;
      case READ_LOG -> Parameter.LOG;
    };
  }

  List<String> consumes(boolean builtIn) {
    if (this == PATCH) {
      return builtIn ? MediaTypes.PATCHES : MediaTypes.CUSTOM_PATCHES;
    }
    return builtIn ? MediaTypes.ANY : MediaTypes.TEXTS;
  }

  List<String> produces(boolean builtIn) {
    if (!builtIn) {
      return MediaTypes.TEXTS;
    }
    return switch (this) {
      case LIST, LIST_EVERYWHERE, WATCH, WATCH_LIST, WATCH_EVERYWHERE -> MediaTypes.LISTS;
      case READ_LOG -> MediaTypes.LOGS;
      default -> MediaTypes.OBJECTS;
    };
  }
}
