package io.coxswain.client;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to list. Empty strings and a limit of 0 ask for nothing special; an empty namespace means
 * all namespaces.
 */
public record ListOptions(
    String namespace,
    String labelSelector,
    String fieldSelector,
    String resourceVersion,
    String resourceVersionMatch,
    int limit,
    String continueToken) {
  /** Everything, consistent, in one page. */
  public static final ListOptions ALL = new ListOptions("", "", "", "", "", 0, "");

  public static ListOptions in(String namespace) {
    return ALL.withNamespace(namespace);
  }

  public ListOptions withNamespace(String value) {
    return new ListOptions(
        value,
        labelSelector,
        fieldSelector,
        resourceVersion,
        resourceVersionMatch,
        limit,
        continueToken);
  }

  public ListOptions withSelectors(String labels, String fields) {
    return new ListOptions(
        namespace, labels, fields, resourceVersion, resourceVersionMatch, limit, continueToken);
  }

  /** A list at a version; {@code match} is {@code NotOlderThan}, {@code Exact} or empty. */
  public ListOptions withResourceVersion(String version, String match) {
    return new ListOptions(
        namespace, labelSelector, fieldSelector, version, match, limit, continueToken);
  }

  /** One page: at most {@code pageSize} items from {@code token} on. */
  public ListOptions withPage(int pageSize, String token) {
    return new ListOptions(
        namespace,
        labelSelector,
        fieldSelector,
        resourceVersion,
        resourceVersionMatch,
        pageSize,
        token);
  }

  Map<String, String> query() {
    var query = new LinkedHashMap<String, String>();
    query.put("labelSelector", labelSelector);
    query.put("fieldSelector", fieldSelector);
    query.put("resourceVersion", resourceVersion);
    query.put("resourceVersionMatch", resourceVersionMatch);
    query.put("limit", limit > 0 ? Integer.toString(limit) : "");
    query.put("continue", continueToken);
    return query;
  }
}
