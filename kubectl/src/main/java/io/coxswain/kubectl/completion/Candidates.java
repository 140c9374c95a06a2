package io.coxswain.kubectl.completion;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.completion.Rule.Pods.Then;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The words that a rule offers after those that are typed already. */
public final class Candidates {
  private static final List<String> WITH_PODS =
      List.of(
          "daemonsets",
          "deployments",
          "pods",
          "jobs",
          "replicasets",
          "replicationcontrollers",
          "services",
          "statefulsets");

  private final ClusterWords cluster;

  public Candidates(Session session) {
    this.cluster = new ClusterWords(session);
  }

  /** For the next argument of a verb. */
  public Completion arguments(String verb, List<String> before, String typed) {
    return of(Rules.arguments(verb), before, typed);
  }

  /** For the value of a verb's flag, which is called by its long name. */
  public Completion value(String verb, String flag, List<String> arguments, String typed) {
    var rule = Rules.value(verb, flag);
    // Entries and names are those of a first argument elsewhere; a flag's value always is one.
    return rule instanceof Rule.Containers
        ? of(rule, arguments, typed)
        : of(rule, List.of(), typed);
  }

  private Completion of(Rule rule, List<String> before, String typed) {
    var first = before.isEmpty();
    return switch (rule) {
      case Rule.Files files -> Completion.FILES;
      case Rule.FilesWith files ->
          new Completion(files.extensions(), Completion.FILES_WITH_EXTENSION);
      case Rule.Nothing nothing -> Completion.NOTHING;
      case Rule.Words words ->
          first ? Completion.words(starting(words.words(), typed)) : Completion.FILES;
      case Rule.Names names ->
          Completion.words(first ? starting(cluster.names(names.type()), typed) : List.of());
      case Rule.Entries entries ->
          Completion.words(first ? starting(cluster.entries(entries.list()), typed) : List.of());
      case Rule.Containers containers ->
          Completion.words(
              first ? List.of() : starting(cluster.containers(before.getFirst()), typed));
      case Rule.Pods pods -> pods(pods.then(), before, typed);
      case Rule.TypesAndNames types -> typesAndNames(types, before, typed);
      case Rule.CopySource source ->
          new Completion(first ? copySource(typed) : List.of(), Completion.NO_SPACE);
    };
  }

  private Completion pods(Then then, List<String> before, String typed) {
    if (before.isEmpty()) {
      return podOrOwner(typed);
    }
    var target = before.getFirst();
    return Completion.words(
        before.size() > 1
            ? List.of()
            : switch (then) {
              case NOTHING -> List.of();
              case CONTAINERS -> starting(cluster.containers(target), typed);
              case PORTS -> starting(cluster.ports(target, typed), typed);
            });
  }

  private Completion podOrOwner(String typed) {
    if (typed.contains("/")) {
      return Completion.words(namesOf(typed));
    }
    var words = new ArrayList<>(starting(cluster.names("pods"), typed));
    // A type alone goes on with a slash and a name.
    var directive =
        words.isEmpty() ? Completion.NO_FILES | Completion.NO_SPACE : Completion.NO_FILES;
    starting(WITH_PODS, typed).forEach(type -> words.add(type + "/"));
    return new Completion(words, directive);
  }

  private Completion typesAndNames(Rule.TypesAndNames rule, List<String> before, String typed) {
    var alone = before.isEmpty();
    if (!alone && !before.getFirst().contains("/")) {
      if (!rule.repeated() && before.size() > 1) {
        return Completion.NOTHING;
      }
      var names = starting(cluster.names(before.getFirst()), typed);
      return Completion.words(without(names, before.subList(1, before.size())));
    }
    if (!alone && !rule.repeated()) {
      return Completion.NOTHING;
    }
    if (typed.contains("/")) {
      return Completion.words(without(namesOf(typed), before));
    }
    var types = types(rule.types(), typed);
    return alone
        ? Completion.words(types)
        : new Completion(
            types.stream().map(type -> type + "/").toList(),
            Completion.NO_FILES | Completion.NO_SPACE);
  }

  /** Types, the last one of a list with commas where the verb takes any. */
  private List<String> types(List<String> allowed, String typed) {
    if (!allowed.isEmpty()) {
      return starting(allowed, typed);
    }
    var comma = typed.lastIndexOf(',') + 1;
    var before = typed.substring(0, comma);
    return starting(cluster.types(), typed.substring(comma)).stream()
        .map(type -> before + type)
        .toList();
  }

  /** {@code TYPE/NAME} for the names that begin as what was typed after the slash. */
  private List<String> namesOf(String typed) {
    var slash = typed.indexOf('/');
    var type = typed.substring(0, slash);
    return starting(cluster.names(type), typed.substring(slash + 1)).stream()
        .map(name -> type + "/" + name)
        .toList();
  }

  private List<String> copySource(String typed) {
    if (typed.startsWith("/")
        || typed.startsWith(".")
        || typed.startsWith("~")
        || typed.contains(":")) {
      return List.of();
    }
    var slash = typed.indexOf('/');
    var words = new ArrayList<String>();
    if (slash > 0) {
      var namespace = typed.substring(0, slash);
      cluster.names("pods", namespace).forEach(pod -> words.add(namespace + "/" + pod + ":"));
      return starting(words, typed);
    }
    starting(cluster.names("namespaces"), typed).forEach(name -> words.add(name + "/"));
    starting(cluster.names("pods"), typed).forEach(pod -> words.add(pod + ":"));
    if (typed.isEmpty()) {
      words.addAll(List.of("./", "/"));
    } else if (!words.isEmpty()) {
      // The shell offers files only where nothing else is offered.
      words.addAll(starting(cluster.files(), typed));
    }
    return words;
  }

  private static List<String> starting(List<String> words, String typed) {
    return words.stream().filter(word -> word.startsWith(typed)).toList();
  }

  private static List<String> without(List<String> words, Collection<String> typed) {
    return words.stream().filter(word -> !typed.contains(word)).toList();
  }
}
