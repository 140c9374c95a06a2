package io.coxswain.apiserver.request;

/**
 * What a request asks for, read off its method and path alone (upstream's RequestInfo). Names are
 * empty where the path has none.
 *
 * @param isResource false for paths such as {@code /healthz}, where only verb and path count
 * @param verb get, list, watch, create, update, patch, delete, deletecollection; else the method in
 *     lower case
 * @param group API group, empty for core
 */
public record RequestInfo(
    boolean isResource,
    String path,
    String verb,
    String group,
    String version,
    String namespace,
    String resource,
    String subresource,
    String name) {}
