package io.coxswain.apiserver.custom;

import io.coxswain.api.schema.Structural;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a schema may say at all: unsupported words, list and map types, where defaults may
 * be, rules. Errors of compiled rules come last, and only for parts in which nothing else is wrong.
 */
final class SchemaCheck {
  private static final List<String> TYPES =
      List.of("array", "boolean", "integer", "number", "object", "string");

  private static final List<String> JUNCTORS = List.of("allOf", "oneOf", "anyOf");

  private final Errors errors;
  private final Errors ruleErrors = new Errors();

  private SchemaCheck(Errors errors) {
    this.errors = errors;
  }

  /**
   * What is true of a place because of what is above it.
   *
   * @param noDefaults why defaults are not allowed; empty where they are
   * @param uncorrelatable the path above which elements have no past; empty for none
   */
  private record Place(String noDefaults, boolean insideMeta, String uncorrelatable) {
    Place without(Value correlation) {
      return uncorrelatable.isEmpty()
          ? new Place(noDefaults, insideMeta, correlation.path())
          : this;
    }
  }

  /**
   * Adds what is wrong.
   *
   * @param compiles whether the rules are compiled: those of structural schemas are
   */
  static void check(Value schema, boolean compiles, Errors errors) {
    var check = new SchemaCheck(errors);
    var rules = compiles ? Rules.of(Structural.of(schema.node()), "selfType", true) : null;
    check.node(schema, rules, true, new Place("", false, ""));
    check.ruleErrors.list().forEach(errors::add);
  }

  private void node(Value schema, @Nullable Rules rules, boolean root, Place place) {
    var before = errors.list().size();
    words(schema, place);
    additional(schema, rules, place);
    properties(schema, rules, root, place);
    junctors(schema, place);
    items(schema, rules, place);
    var preserve = schema.get("x-kubernetes-preserve-unknown-fields");
    if (preserve.exists() && !preserve.isTrue()) {
      errors.invalid(preserve, "must be true or undefined");
    }
    ListTypeCheck.check(schema, errors);
    var written = schema.get("x-kubernetes-validations").items();
    written.forEach(rule -> RuleCheck.words(rule, schema, errors));
    if (errors.list().size() == before && rules != null) {
      for (var i = 0; i < written.size(); i++) {
        RuleCheck.compiled(written.get(i), rules.own().get(i), place.uncorrelatable(), ruleErrors);
      }
    }
  }

  private void words(Value schema, Place place) {
    var type = schema.get("type");
    if (!type.text().isEmpty() && !TYPES.contains(type.text())) {
      errors.notSupported(type, TYPES);
    }
    if (schema.get("default").exists() && !place.noDefaults().isEmpty()) {
      errors.forbidden(schema.get("default"), "must not be set " + place.noDefaults());
    }
    for (var word : List.of("id", "additionalItems", "patternProperties", "definitions")) {
      unsupported(schema, word);
    }
    unsupported(schema, "dependencies");
    unsupported(schema, "$ref");
    if (type.is("null")) {
      errors.forbidden(type, "type cannot be set to null, use nullable as an alternative");
    }
    if (schema.get("items").node().isArray()) {
      errors.forbidden(schema.get("items"), "items must be a schema object and not an array");
    }
    var embedded = schema.get("x-kubernetes-embedded-resource");
    if (place.insideMeta() && embedded.isTrue()) {
      errors.forbidden(embedded, "must not be used inside of resource meta");
    }
    if (schema.get("uniqueItems").isTrue()) {
      errors.forbidden(
          schema.get("uniqueItems"),
          "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
    }
  }

  private void unsupported(Value schema, String word) {
    if (schema.has(word) && !(schema.get(word).isText() && schema.get(word).text().isEmpty())) {
      errors.forbidden(schema.get(word), word + " is not supported");
    }
  }

  private void additional(Value schema, @Nullable Rules rules, Place place) {
    var additional = schema.get("additionalProperties");
    if (additional.exists() && schema.get("properties").size() > 0 && !additional.isTrue()) {
      errors.forbidden(additional, "additionalProperties and properties are mutual exclusive");
    }
    if (additional.node().isObject()) {
      var reason =
          place.insideMeta()
              ? "inside additionalProperties applying to object metadata"
              : place.noDefaults();
      node(
          additional,
          rules == null ? null : rules.additional(),
          false,
          new Place(reason, place.insideMeta(), place.uncorrelatable()));
    }
  }

  private void properties(Value schema, @Nullable Rules rules, boolean root, Place above) {
    var atomic = schema.get("x-kubernetes-map-type").is("atomic");
    var place = atomic ? above.without(schema) : above;
    var resource = root || schema.get("x-kubernetes-embedded-resource").isTrue();
    for (var property : schema.get("properties").entries()) {
      var below = rules == null ? null : rules.properties().get(property.key());
      if (resource && DefaultCheck.META.contains(property.key())) {
        var reason = root ? "in top-level " + property.key() : place.noDefaults();
        node(property, below, false, new Place(reason, true, place.uncorrelatable()));
      } else {
        node(property, below, false, place);
      }
    }
  }

  private void junctors(Value schema, Place place) {
    if (schema.get("not").node().isObject()) {
      node(schema.get("not"), null, false, place);
    }
    for (var list : JUNCTORS) {
      schema.get(list).items().forEach(nested -> node(nested, null, false, place));
    }
  }

  private void items(Value schema, @Nullable Rules rules, Place above) {
    var items = schema.get("items");
    var place = schema.get("x-kubernetes-list-type").is("map") ? above : above.without(schema);
    if (items.node().isObject()) {
      node(items, rules == null ? null : rules.items(), false, place);
    }
    items.items().forEach(nested -> node(nested, null, false, place));
  }
}
