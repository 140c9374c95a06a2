package io.coxswain.client;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Query parameters of writes; empty strings leave the server's default.
 *
 * @param fieldValidation {@code Strict}, {@code Warn} or {@code Ignore}
 * @param force takes over conflicting fields in server-side apply
 */
public record WriteOptions(
    boolean dryRun, String fieldManager, String fieldValidation, boolean force) {
  public static final WriteOptions NONE = new WriteOptions(false, "", "", false);

  Map<String, String> query() {
    var query = new LinkedHashMap<String, String>();
    query.put("dryRun", dryRun ? "All" : "");
    query.put("fieldManager", fieldManager);
    query.put("fieldValidation", fieldValidation);
    query.put("force", force ? "true" : "");
    return query;
  }
}
