package io.coxswain.apiserver.openapi;

import static io.coxswain.apiserver.openapi.OperationNames.capitalised;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.discovery.Subresource;
import io.coxswain.apiserver.openapi.Operation.Target;

/**
 * How a resource, or one of its subresources, is called in paths and operation ids.
 *
 * @param collection path of the collection
 * @param builtIn false for custom kinds
 * @param subresource its name, empty for the resource itself
 * @param target the kind that is written or answered
 */
record ResourceNames(
    String collection,
    String tag,
    String family,
    String scope,
    String kind,
    boolean builtIn,
    String subresource,
    Target target) {

  ResourceNames(ResourceType type) {
    this(
        type.basePath() + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural(),
        OperationNames.tag(type.group()) + "_" + type.version(),
        OperationNames.family(type.group()) + capitalised(type.version()),
        type.namespaced() ? "Namespaced" : "",
        type.kind(),
        type.custom() == null,
        "",
        new Target(type.group(), type.version(), type.kind()));
  }

  ResourceNames of(Subresource other) {
    return new ResourceNames(
        collection,
        tag,
        family,
        scope,
        kind,
        builtIn,
        other.name(),
        new Target(other.group(), other.version(), other.kind()));
  }

  /** In descriptions. */
  String about() {
    return subresource.isEmpty() ? kind : kind + " " + subresource;
  }

  String id(String word, String suffix) {
    var of = subresource.isEmpty() ? "" : capitalised(subresource);
    return word + family + scope + kind + of + suffix;
  }

  String idEverywhere(String word, String suffix) {
    return word + family + kind + suffix;
  }

  String idOfCollection(String word) {
    return word + family + "Collection" + scope + kind;
  }
}
