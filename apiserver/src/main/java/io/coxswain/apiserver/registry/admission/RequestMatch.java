package io.coxswain.apiserver.registry.admission;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.selector.Selector;
import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.admission.Attributes.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which requests a webhook, a policy or a binding is about: rules, and selectors of namespaces and
 * objects. Made once when its configuration changes.
 *
 * @param excluded requests that are not meant although a rule matches
 * @param equivalent whether rules match through other versions, too
 */
public record RequestMatch(
    List<RequestRule> rules,
    List<RequestRule> excluded,
    boolean equivalent,
    Selector namespaces,
    Selector objects) {

  /** Whether a request is meant. */
  public sealed interface Matched {
    /** It is, with the object in this form. */
    record Yes(Form form) implements Matched {}

    record No() implements Matched {}

    /** Its namespace is not there. */
    record Failed(Refusal refusal) implements Matched {}
  }

  private static final Matched NO = new Matched.No();

  /**
   * Reads a webhook's or policy's part.
   *
   * @param rules the field with the rules: {@code rules}, {@code resourceRules}
   */
  public static RequestMatch of(JsonNode config, String rules) {
    return new RequestMatch(
        config.path(rules).valueStream().map(RequestRule::of).toList(),
        config.path("excludeResourceRules").valueStream().map(RequestRule::of).toList(),
        !config.path("matchPolicy").asString("").equals("Exact"),
        selector(config.path("namespaceSelector")),
        selector(config.path("objectSelector")));
  }

  private static Selector selector(JsonNode selector) {
    return selector.isObject()
        ? Selector.of(Json.read(selector, LabelSelector.class))
        : Selector.EVERYTHING;
  }

  /** Judges a request. */
  public Matched match(Attributes attributes, Lookup lookup) {
    if (!isInObjects(attributes)) {
      return NO;
    }
    var form = form(attributes, rules);
    if (form == null || form(attributes, excluded) != null) {
      return NO;
    }
    return switch (isInNamespaces(attributes, lookup)) {
      case null ->
          new Matched.Failed(
              new Refusal.OtherNotFound("", "namespaces", attributes.info().namespace()));
      case Boolean in -> in ? new Matched.Yes(form) : NO;
    };
  }

  /** As above, where no rules mean all requests (bindings of policies). */
  public Matched matchOrAll(Attributes attributes, Lookup lookup) {
    var open = rules.isEmpty() ? withRules(List.of(EVERYTHING)) : this;
    return open.match(attributes, lookup);
  }

  private static final RequestRule EVERYTHING =
      new RequestRule(List.of("*"), List.of("*"), List.of("*"), List.of("*/*"), "*", List.of());

  private RequestMatch withRules(List<RequestRule> others) {
    return new RequestMatch(others, excluded, equivalent, namespaces, objects);
  }

  private @Nullable Form form(Attributes attributes, List<RequestRule> among) {
    for (var rule : among) {
      if (rule.matches(attributes, attributes.form().resourceVersion())) {
        return attributes.form();
      }
    }
    if (!equivalent || among.isEmpty()) {
      return null;
    }
    var others = attributes.forms().others();
    for (var rule : among) {
      for (var other : others) {
        if (rule.matches(attributes, other.resourceVersion())) {
          return other;
        }
      }
    }
    return null;
  }

  private boolean isInObjects(Attributes attributes) {
    return objects.isEverything()
        || isIn(attributes.object(), objects)
        || isIn(attributes.old(), objects);
  }

  /** Null where the namespace is not there. What is in no namespace is not exempted by any. */
  private @Nullable Boolean isInNamespaces(Attributes attributes, Lookup lookup) {
    var name = attributes.info().namespace();
    if (namespaces.isEverything() || name.isEmpty() && !attributes.isNamespace()) {
      return true;
    }
    var own =
        attributes.isNamespace()
            && attributes.info().subresource().isEmpty()
            && attributes.object() != null;
    var namespace = own ? attributes.object() : lookup.find("namespaces", "", name);
    return namespace == null ? null : namespaces.matches(labels(namespace));
  }

  private static boolean isIn(@Nullable ObjectNode object, Selector selector) {
    return object != null && object.has("metadata") && selector.matches(labels(object));
  }

  private static Map<String, String> labels(ObjectNode object) {
    var labels = new HashMap<String, String>();
    var written = Trees.object(object.get("metadata"), "labels");
    if (written != null) {
      written
          .properties()
          .forEach(label -> labels.put(label.getKey(), label.getValue().asString("")));
    }
    return labels;
  }
}
