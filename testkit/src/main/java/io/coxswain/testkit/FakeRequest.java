package io.coxswain.testkit;

import io.coxswain.client.transport.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An API path taken apart; name and subresource are empty where absent. */
record FakeRequest(
    String group,
    String version,
    String plural,
    String namespace,
    String name,
    String subresource,
    Map<String, String> query) {
  static Optional<FakeRequest> parse(Request request) {
    var parts = request.target().split("\\?", 2);
    var query = new HashMap<String, String>();
    if (parts.length == 2) {
      for (var pair : parts[1].split("&")) {
        var equals = pair.indexOf('=');
        query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    var path = List.of(parts[0].substring(1).split("/"));
    var core = path.getFirst().equals("api");
    var rest = core ? 2 : 3;
    if (path.size() <= rest || !core && !path.getFirst().equals("apis")) {
      return Optional.empty();
    }
    var group = core ? "" : path.get(1);
    var version = path.get(rest - 1);
    var namespace = "";
    // /namespaces/NAME and its subresources are the namespace itself
    var subresources = List.of("status", "finalize");
    if (path.get(rest).equals("namespaces")
        && path.size() > rest + 2
        && !(path.size() == rest + 3 && subresources.contains(path.get(rest + 2)))) {
      namespace = decode(path.get(rest + 1));
      rest += 2;
    }
    return Optional.of(
        new FakeRequest(
            group,
            version,
            path.get(rest),
            namespace,
            path.size() > rest + 1 ? decode(path.get(rest + 1)) : "",
            path.size() > rest + 2 ? path.get(rest + 2) : "",
            query));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  String collection() {
    return group + "/" + version + "/" + plural;
  }

  FakeStore.Key key(String objectName) {
    return new FakeStore.Key(collection(), namespace, objectName);
  }

  String option(String option) {
    return query.getOrDefault(option, "");
  }
}
