package io.coxswain.apiserver.rbac;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.api.rbac.v1.ClusterRole;
import io.coxswain.api.rbac.v1.ClusterRole.AggregationRule;
import io.coxswain.api.rbac.v1.ClusterRoleBinding;
import io.coxswain.api.rbac.v1.PolicyRule;
import io.coxswain.api.rbac.v1.Role;
import io.coxswain.api.rbac.v1.RoleBinding;
import io.coxswain.api.rbac.v1.RoleRef;
import io.coxswain.api.rbac.v1.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a policy in the notation that the head of {@code default-policy.txt} explains. */
final class PolicyReader {
  private static final String CONTROLLER = "system:controller:";
  private static final String AGGREGATE = "rbac.authorization.k8s.io/aggregate-to-";
  private static final List<String> READ = List.of("get", "list", "watch");
  private static final List<String> WRITE =
      List.of("create", "delete", "deletecollection", "patch", "update");
  private static final Map<String, String> MARK =
      Map.of("rbac.authorization.kubernetes.io/autoupdate", "true");

  private final List<ClusterRole> clusterRoles = new ArrayList<>();
  private final List<ClusterRoleBinding> clusterBindings = new ArrayList<>();
  private final List<Role> roles = new ArrayList<>();
  private final List<RoleBinding> bindings = new ArrayList<>();
  private List<PolicyRule> rules = List.of();

  private PolicyReader() {}

  /** Reads a text beside this class. */
  static Policy read(String resource) {
    try (var in = PolicyReader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no such policy: " + resource);
      }
      return parse(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException showing a line that can't be understood
   */
  static Policy parse(String text) {
    var reader = new PolicyReader();
    text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(reader::line);
    return new Policy(
        List.copyOf(reader.clusterRoles),
        List.copyOf(reader.clusterBindings),
        List.copyOf(reader.roles),
        List.copyOf(reader.bindings));
  }

  private void line(String line) {
    var words = List.of(line.strip().split(" +"));
    if (line.startsWith(" ")) {
      rules.add(rule(words));
      return;
    }
    var name = words.get(1);
    switch (words.getFirst()) {
      case "clusterrole" -> clusterRole(name, words.subList(2, words.size()));
      case "controller" -> {
        clusterRole(CONTROLLER + name, List.of());
        clusterBinding(CONTROLLER + name, List.of("account:kube-system/" + name));
      }
      case "role" -> {
        rules = new ArrayList<>();
        roles.add(new Role(meta(name, words.get(2), Map.of()), rules));
      }
      case "bind" -> clusterBinding(name, words.subList(2, words.size()));
      case "bindrole" ->
          bindings.add(
              new RoleBinding(
                  meta(name, words.get(2), Map.of()),
                  subjects(words.subList(4, words.size())),
                  new RoleRef(RoleIndex.GROUP, "Role", words.get(3))));
      default -> throw new IllegalArgumentException("not a line of a policy: " + line);
    }
  }

  private void clusterRole(String name, List<String> options) {
    var labels = new TreeMap<String, String>();
    @Nullable AggregationRule aggregation = null;
    for (var i = 0; i < options.size(); i++) {
      if (options.get(i).startsWith("+")) {
        labels.put(AGGREGATE + options.get(i).substring(1), "true");
      } else {
        var label = AGGREGATE + options.get(++i);
        aggregation =
            new AggregationRule(List.of(new LabelSelector(Map.of(label, "true"), List.of())));
      }
    }
    rules = new ArrayList<>();
    clusterRoles.add(new ClusterRole(meta("", name, labels), rules, aggregation));
  }

  private void clusterBinding(String name, List<String> subjects) {
    clusterBindings.add(
        new ClusterRoleBinding(
            meta("", name, Map.of()),
            subjects(subjects),
            new RoleRef(RoleIndex.GROUP, "ClusterRole", name)));
  }

  private static ObjectMeta meta(String namespace, String name, Map<String, String> labels) {
    var all = new TreeMap<>(labels);
    all.put("kubernetes.io/bootstrapping", "rbac-defaults");
    return ObjectMetaBuilder.builder()
        .name(name)
        .namespace(namespace.isEmpty() ? null : namespace)
        .labels(all)
        .annotations(MARK)
        .build();
  }

  private static PolicyRule rule(List<String> words) {
    if (words.getFirst().equals("events")) {
      return new PolicyRule(
          List.of("create", "patch", "update"),
          List.of("", "events.k8s.io"),
          List.of("events"),
          List.of(),
          List.of());
    }
    var verbs = verbs(words.getFirst());
    var rest = words.subList(2, words.size());
    if (words.get(1).equals("url")) {
      return new PolicyRule(verbs, List.of(), List.of(), List.of(), rest);
    }
    var groups =
        List.of(words.get(1).split(",")).stream()
            .map(group -> group.equals("core") ? "" : group)
            .toList();
    var names = rest.indexOf("names");
    return new PolicyRule(
        verbs,
        groups,
        names < 0 ? rest : rest.subList(0, names),
        names < 0 ? List.of() : rest.subList(names + 1, rest.size()),
        List.of());
  }

  private static List<String> verbs(String text) {
    var verbs = new TreeSet<String>();
    for (var verb : text.split(",")) {
      if (List.of("read", "all", "change").contains(verb)) {
        verbs.addAll(READ);
      }
      switch (verb) {
        case "read" -> {
          // these are all
        }
        case "write", "all" -> verbs.addAll(WRITE);
        case "change" -> verbs.addAll(List.of("patch", "update"));
        default -> verbs.add(verb);
      }
    }
    return List.copyOf(verbs);
  }

  private static List<Subject> subjects(List<String> words) {
    return words.stream().map(PolicyReader::subject).toList();
  }

  private static Subject subject(String word) {
    var colon = word.indexOf(':');
    var name = word.substring(colon + 1);
    return switch (word.substring(0, colon)) {
      case "user" -> new Subject("User", RoleIndex.GROUP, name, null);
      case "group" -> new Subject("Group", RoleIndex.GROUP, name, null);
      case "account" -> {
        var slash = name.indexOf('/');
        yield new Subject(
            "ServiceAccount", null, name.substring(slash + 1), name.substring(0, slash));
      }
      default -> throw new IllegalArgumentException("not a subject: " + word);
    };
  }
}
