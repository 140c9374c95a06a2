package io.coxswain.apiserver.http;

import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the {@code Impersonate-} headers of a request ask for; pure. */
sealed interface Impersonation {
  /** The request is made in the sender's own name. */
  record None() implements Impersonation {}

  record Refused(String message) implements Impersonation {}

  /**
   * Somebody else's name is asked for.
   *
   * @param user whom the request is made as, where it is allowed
   * @param questions what the sender must be allowed, each about one name, group or value
   */
  record Wanted(UserInfo user, List<RequestInfo> questions) implements Impersonation {}

  String ACCOUNT = "system:serviceaccount:";
  String EXTRA = "impersonate-extra-";
  String AUTHENTICATED = "system:authenticated";
  String UNAUTHENTICATED = "system:unauthenticated";
  String AUTHENTICATION = "authentication.k8s.io";

  /** Reads headers by lower-case name, several values of one apart by line ends. */
  static Impersonation read(Map<String, String> headers) {
    var name = headers.getOrDefault("impersonate-user", "");
    var uid = headers.getOrDefault("impersonate-uid", "");
    var groups = values(headers.getOrDefault("impersonate-group", ""));
    var extra = extra(headers);
    if (name.isEmpty()) {
      return uid.isEmpty() && groups.isEmpty() && extra.isEmpty()
          ? new None()
          : new Refused("requested impersonation without impersonating a user");
    }
    var questions = new ArrayList<RequestInfo>();
    var all = new ArrayList<>(groups);
    var account = name.startsWith(ACCOUNT) ? name.substring(ACCOUNT.length()).split(":", -1) : null;
    if (account != null && account.length == 2) {
      questions.add(question("", "v1", account[0], "serviceaccounts", "", account[1]));
      if (groups.isEmpty()) {
        all.add("system:serviceaccounts");
        all.add("system:serviceaccounts:" + account[0]);
      }
    } else {
      questions.add(question("", "v1", "", "users", "", name));
    }
    groups.forEach(group -> questions.add(question("", "v1", "", "groups", "", group)));
    extra.forEach(
        (key, values) ->
            values.forEach(
                value ->
                    questions.add(question(AUTHENTICATION, "v1", "", "userextras", key, value))));
    if (!uid.isEmpty()) {
      questions.add(question(AUTHENTICATION, "v1", "", "uids", "", uid));
    }
    if (name.equals(UserInfo.ANONYMOUS.name())) {
      if (!all.contains(UNAUTHENTICATED)) {
        all.add(UNAUTHENTICATED);
      }
    } else if (!all.contains(AUTHENTICATED) && !all.contains(UNAUTHENTICATED)) {
      all.add(AUTHENTICATED);
    }
    return new Wanted(new UserInfo(name, uid, List.copyOf(all), extra), questions);
  }

  private static RequestInfo question(
      String group,
      String version,
      String namespace,
      String resource,
      String subresource,
      String name) {
    return new RequestInfo(
        true, "", "impersonate", group, version, namespace, resource, subresource, name);
  }

  private static List<String> values(String header) {
    return header.isEmpty() ? List.of() : List.of(header.split("\n"));
  }

  private static Map<String, List<String>> extra(Map<String, String> headers) {
    var extra = new LinkedHashMap<String, List<String>>();
    for (var header : headers.keySet()) {
      if (header.startsWith(EXTRA)) {
        var sorted = new TreeMap<>(headers);
        sorted.forEach(
            (name, value) -> {
              if (name.startsWith(EXTRA)) {
                extra.put(decoded(name.substring(EXTRA.length())), values(value));
              }
            });
        break;
      }
    }
    return extra;
  }

  private static String decoded(String key) {
    try {
      return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return key; // not escaped after all, as upstream takes it
    }
  }
}
