package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.UserInfos;
import io.coxswain.apiserver.registry.admission.Attributes.Form;
import tools.jackson.databind.node.ObjectNode;

/** A request as AdmissionRequest writes it, without the objects. */
public final class RequestDescription {
  private RequestDescription() {}

  /** Adds the fields that webhooks are sent and expressions see. */
  public static void describe(ObjectNode request, Attributes attributes, Form form) {
    var info = attributes.info();
    kind(request.putObject("kind"), form);
    resource(request.putObject("resource"), attributes, form);
    optional(request, "subResource", info.subresource());
    kind(request.putObject("requestKind"), attributes.form());
    resource(request.putObject("requestResource"), attributes, attributes.form());
    optional(request, "requestSubResource", info.subresource());
    optional(request, "name", attributes.name());
    optional(request, "namespace", info.namespace());
    request.put("operation", attributes.operation().name());
    request.set("userInfo", UserInfos.tree(attributes.user()));
  }

  private static void kind(ObjectNode node, Form form) {
    node.put("group", form.group()).put("version", form.version()).put("kind", form.kind());
  }

  private static void resource(ObjectNode node, Attributes attributes, Form form) {
    node.put("group", attributes.info().group())
        .put("version", form.resourceVersion())
        .put("resource", attributes.info().resource());
  }

  private static void optional(ObjectNode node, String field, String value) {
    if (!value.isEmpty()) {
      node.put(field, value);
    }
  }
}
