package io.coxswain.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to watch. An empty namespace means all; an empty resourceVersion starts with the present
 * objects as ADDED events; the server ends the watch after {@code timeout}.
 */
public record WatchOptions(
    String namespace,
    String labelSelector,
    String fieldSelector,
    String resourceVersion,
    boolean bookmarks,
    Duration timeout) {
  /** Changes after a version, with bookmarks, for up to half an hour. */
  public static WatchOptions from(String resourceVersion) {
    return new WatchOptions("", "", "", resourceVersion, true, Duration.ofMinutes(30));
  }

  public WatchOptions withNamespace(String value) {
    return new WatchOptions(
        value, labelSelector, fieldSelector, resourceVersion, bookmarks, timeout);
  }

  public WatchOptions withSelectors(String labels, String fields) {
    return new WatchOptions(namespace, labels, fields, resourceVersion, bookmarks, timeout);
  }

  public WatchOptions withTimeout(Duration value) {
    return new WatchOptions(
        namespace, labelSelector, fieldSelector, resourceVersion, bookmarks, value);
  }

  Map<String, String> query() {
    var query = new LinkedHashMap<String, String>();
    query.put("watch", "true");
    query.put("labelSelector", labelSelector);
    query.put("fieldSelector", fieldSelector);
    query.put("resourceVersion", resourceVersion);
    query.put("allowWatchBookmarks", bookmarks ? "true" : "");
    query.put("timeoutSeconds", Long.toString(timeout.toSeconds()));
    return query;
  }
}
