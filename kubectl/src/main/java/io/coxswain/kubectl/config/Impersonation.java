package io.coxswain.kubectl.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As whom requests are made instead of as ourselves.
 *
 * @param extra each {@code KEY=VALUE}
 */
public record Impersonation(
    @Nullable String user, List<String> groups, @Nullable String uid, List<String> extra) {

  /** The headers of a request. */
  public Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    if (user != null) {
      headers.put("Impersonate-User", user);
    }
    if (uid != null) {
      headers.put("Impersonate-Uid", uid);
    }
    groups.forEach(group -> add(headers, "Impersonate-Group", group));
    for (var pair : extra) {
      var parts = pair.split("=", 2);
      var key = parts[0].toLowerCase(Locale.ROOT).replace("%", "%25").replace("/", "%2F");
      add(headers, "Impersonate-Extra-" + key, parts.length > 1 ? parts[1] : "");
    }
    return headers;
  }

  /** A header may come several times, a map's key may not: names do not mind their case. */
  private static void add(Map<String, String> headers, String name, String value) {
    var spelling = name;
    for (var number = 1; headers.containsKey(spelling); number++) {
      var letters = name.toLowerCase(Locale.ROOT).toCharArray();
      for (var bit = 0; bit < "impersonate".length(); bit++) {
        if ((number & 1 << bit) != 0) {
          letters[bit] = Character.toUpperCase(letters[bit]);
        }
      }
      spelling = new String(letters);
    }
    headers.put(spelling, value);
  }
}
