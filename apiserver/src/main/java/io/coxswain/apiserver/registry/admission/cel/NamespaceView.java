package io.coxswain.apiserver.registry.admission.cel;

import io.coxswain.apiserver.registry.Trees;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What expressions see of a namespace: not who owns it or who wrote which field. */
final class NamespaceView {
  private static final List<String> METADATA =
      List.of(
          "name",
          "generateName",
          "namespace",
          "labels",
          "annotations",
          "creationTimestamp",
          "deletionGracePeriodSeconds",
          "deletionTimestamp",
          "generation",
          "resourceVersion",
          "finalizers");

  private NamespaceView() {}

  static ObjectNode of(ObjectNode namespace) {
    var view = namespace.objectNode();
    var metadata = view.putObject("metadata");
    for (var field : METADATA) {
      var value = namespace.path("metadata").get(field);
      if (value != null) {
        metadata.set(field, value);
      }
    }
    metadata.put("UID", Trees.meta(namespace, "uid"));
    view.set("spec", namespace.path("spec").deepCopy());
    view.set("status", namespace.path("status").deepCopy());
    return view;
  }
}
