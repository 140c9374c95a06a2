package io.coxswain.apiserver.http;

import io.coxswain.apiserver.request.RequestInfo;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads off a path what is asked for, as upstream's RequestInfoFactory. */
final class RequestInfos {
  private static final List<String> NAMESPACE_SUBRESOURCES = List.of("status", "finalize");

  private static final Pattern NAME = Pattern.compile("[^/%]+");

  private RequestInfos() {}

  static RequestInfo parse(String method, String path, Map<String, List<String>> query) {
    var parts = path.substring(Math.min(1, path.length())).split("/", -1);
    var end =
        parts.length > 0 && parts[parts.length - 1].isEmpty() ? parts.length - 1 : parts.length;
    var core = end >= 3 && parts[0].equals("api");
    var grouped = end >= 4 && parts[0].equals("apis");
    if (!core && !grouped) {
      return plain(method, path);
    }
    var group = core ? "" : parts[1];
    var version = core ? parts[1] : parts[2];
    var at = core ? 2 : 3;
    var verb = verb(method);
    if (parts[at].equals("watch") && end > at + 1) {
      at++;
      verb = "watch";
    }
    var namespace = "";
    if (parts[at].equals("namespaces") && end > at + 1) {
      namespace = parts[at + 1];
      var inside = end > at + 2 && !NAMESPACE_SUBRESOURCES.contains(parts[at + 2]);
      if (inside) {
        at += 2;
      }
    }
    var resource = parts[at];
    var name = end > at + 1 ? parts[at + 1] : "";
    var subresource = end > at + 2 ? parts[at + 2] : "";
    if (name.isEmpty() && verb.equals("get")) {
      verb = isTrue(query, "watch") ? "watch" : "list";
    } else if (name.isEmpty() && verb.equals("delete")) {
      verb = "deletecollection";
    } else if (verb.equals("get") && subresource.isEmpty() && isTrue(query, "watch")) {
      verb = "watch";
    }
    if (name.isEmpty() && !verb.equals("create")) {
      name = selectedName(query);
    }
    return new RequestInfo(
        true, path, verb, group, version, namespace, resource, subresource, name);
  }

  /** The one object a field selector asks for, so that rules about names count for lists. */
  private static String selectedName(Map<String, List<String>> query) {
    var selectors = query.get("fieldSelector");
    if (selectors == null || selectors.isEmpty()) {
      return "";
    }
    for (var term : selectors.getFirst().split(",")) {
      var at = term.indexOf('=');
      if (at > 0 && term.substring(0, at).strip().equals("metadata.name")) {
        var value = term.substring(term.startsWith("==", at) ? at + 2 : at + 1).strip();
        return NAME.matcher(value).matches() ? value : "";
      }
    }
    return "";
  }

  private static RequestInfo plain(String method, String path) {
    return new RequestInfo(
        false, path, method.toLowerCase(java.util.Locale.ROOT), "", "", "", "", "", "");
  }

  private static String verb(String method) {
    return switch (method) {
      case "POST" -> "create";
      case "GET", "HEAD" -> "get";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> "delete";
      default -> method.toLowerCase(java.util.Locale.ROOT);
    };
  }

  static boolean isTrue(Map<String, List<String>> query, String name) {
    var values = query.get(name);
    return values != null
        && !values.isEmpty()
        && !values.getFirst().equals("false")
        && !values.getFirst().equals("0");
  }
}
