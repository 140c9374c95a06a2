package io.coxswain.apiserver.registry.admission.cel;

import dev.cel.common.values.NullValue;
import io.coxswain.apiserver.auth.Authorizer;
import io.coxswain.apiserver.cel.AuthorizerLibrary;
import io.coxswain.apiserver.cel.JsonValues;
import io.coxswain.apiserver.registry.admission.Attributes;
import io.coxswain.apiserver.registry.admission.Attributes.Form;
import io.coxswain.apiserver.registry.admission.RequestDescription;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the variables of expressions are for one request. */
public final class RequestVariables {
  private RequestVariables() {}

  /** The variables that webhooks' conditions and policies share, the object in a form. */
  public static Map<String, Object> of(
      Attributes attributes,
      Form form,
      @Nullable ObjectNode object,
      @Nullable ObjectNode old,
      Authorizer authorizer) {
    var info = attributes.info();
    var subject = new AuthorizerLibrary.Subject(attributes.user(), authorizer);
    var variables = new HashMap<String, Object>();
    variables.put("object", JsonValues.of(object));
    variables.put("oldObject", JsonValues.of(old));
    variables.put("request", JsonValues.of(request(attributes, form)));
    variables.put("authorizer", subject);
    variables.put(
        "authorizer.requestResource",
        new AuthorizerLibrary.ResourceCheck(
            subject,
            info.group(),
            info.resource(),
            info.subresource(),
            info.namespace(),
            attributes.name()));
    return variables;
  }

  private static ObjectNode request(Attributes attributes, Form form) {
    var request = JsonNodeFactory.instance.objectNode();
    RequestDescription.describe(request, attributes, form);
    for (var field : new String[] {"name", "namespace"}) {
      if (!request.has(field)) {
        request.put(field, "");
      }
    }
    request.put("dryRun", attributes.dryRun());
    request.set("options", attributes.options());
    return request;
  }

  /** A namespace as expressions see it; null for requests about no namespaced object. */
  public static Object namespace(@Nullable ObjectNode namespace) {
    return namespace == null ? NullValue.NULL_VALUE : JsonValues.of(NamespaceView.of(namespace));
  }
}
