package io.coxswain.apiserver.flowcontrol;

import io.coxswain.api.flowcontrol.v1.FlowSchema;
import io.coxswain.api.flowcontrol.v1.FlowSchema.NonResourcePolicyRule;
import io.coxswain.api.flowcontrol.v1.FlowSchema.PolicyRulesWithSubjects;
import io.coxswain.api.flowcontrol.v1.FlowSchema.ResourcePolicyRule;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the flow schema of a request: of those that match, the one with the lowest precedence and
 * then the first by name. Immutable; made anew when a schema changes.
 *
 * @param <T> what a schema leads to
 */
final class Classifier<T> {
  private static final String ANY = "*";
  private static final String ACCOUNT = "system:serviceaccount:";

  /** A schema and what it leads to. */
  record Candidate<T>(FlowSchema schema, T target) {}

  private record Compiled<T>(T target, Rule[] rules) {}

  private record Rule(Senders senders, List<Matching> resources, List<Paths> paths) {
    boolean matches(UserInfo user, RequestInfo info) {
      return senders.include(user)
          && (info.isResource() ? matchesResource(info) : matchesPath(info));
    }

    private boolean matchesResource(RequestInfo info) {
      for (var rule : resources) {
        if (rule.matches(info)) {
          return true;
        }
      }
      return false;
    }

    private boolean matchesPath(RequestInfo info) {
      for (var rule : paths) {
        if (rule.matches(info)) {
          return true;
        }
      }
      return false;
    }
  }

  private record Senders(List<String> users, List<String> prefixes, List<String> groups) {
    static Senders of(PolicyRulesWithSubjects rules) {
      var users = new java.util.ArrayList<String>();
      var prefixes = new java.util.ArrayList<String>();
      var groups = new java.util.ArrayList<String>();
      for (var subject : rules.subjects()) {
        if (subject.user() != null) {
          users.add(subject.user().name());
        } else if (subject.group() != null) {
          groups.add(subject.group().name());
        } else if (subject.serviceAccount() != null) {
          var account = subject.serviceAccount();
          var prefix = ACCOUNT + account.namespace() + ":";
          if (account.name().equals(ANY)) {
            prefixes.add(prefix);
          } else {
            users.add(prefix + account.name());
          }
        }
      }
      return new Senders(List.copyOf(users), List.copyOf(prefixes), List.copyOf(groups));
    }

    boolean include(UserInfo user) {
      for (var i = 0; i < groups.size(); i++) {
        var group = groups.get(i);
        if (group.equals(ANY) || user.groups().contains(group)) {
          return true;
        }
      }
      for (var i = 0; i < users.size(); i++) {
        var name = users.get(i);
        if (name.equals(ANY) || name.equals(user.name())) {
          return true;
        }
      }
      for (var i = 0; i < prefixes.size(); i++) {
        if (user.name().startsWith(prefixes.get(i))) {
          return true;
        }
      }
      return false;
    }
  }

  private record Matching(
      List<String> verbs,
      List<String> groups,
      List<String> resources,
      List<String> namespaces,
      boolean clusterScope) {
    static Matching of(ResourcePolicyRule rule) {
      return new Matching(
          rule.verbs(),
          rule.apiGroups(),
          rule.resources(),
          rule.namespaces(),
          Boolean.TRUE.equals(rule.clusterScope()));
    }

    boolean matches(RequestInfo info) {
      return has(verbs, info.verb())
          && has(groups, info.group())
          && (info.namespace().isEmpty() ? clusterScope : has(namespaces, info.namespace()))
          && (info.subresource().isEmpty()
              ? has(resources, info.resource())
              : has(resources, info.resource() + "/" + info.subresource()));
    }
  }

  private record Paths(List<String> verbs, List<String> paths) {
    static Paths of(NonResourcePolicyRule rule) {
      return new Paths(rule.verbs(), rule.nonResourceURLs());
    }

    boolean matches(RequestInfo info) {
      return has(verbs, info.verb()) && paths.stream().anyMatch(path -> matches(path, info.path()));
    }

    private static boolean matches(String pattern, String path) {
      return pattern.endsWith(ANY)
          ? path.startsWith(pattern.substring(0, pattern.length() - 1))
          : pattern.equals(path);
    }
  }

  private static boolean has(List<String> list, String wanted) {
    return list.getFirst().equals(ANY) || list.contains(wanted);
  }

  private final List<Compiled<T>> schemas;
  private final T otherwise;

  /**
   * Compiles schemas.
   *
   * @param otherwise where requests go that none of them matches
   */
  Classifier(Collection<Candidate<T>> candidates, T otherwise) {
    schemas =
        candidates.stream()
            .sorted(
                Comparator.comparingInt((Candidate<T> one) -> precedence(one.schema))
                    .thenComparing(one -> one.schema.name()))
            .map(one -> new Compiled<>(one.target, compile(one.schema)))
            .toList();
    this.otherwise = otherwise;
  }

  private static int precedence(FlowSchema schema) {
    var precedence = schema.spec().matchingPrecedence();
    return precedence == null ? 1000 : precedence;
  }

  private static Rule[] compile(FlowSchema schema) {
    return schema.spec().rules().stream()
        .map(
            rule ->
                new Rule(
                    Senders.of(rule),
                    rule.resourceRules().stream().map(Matching::of).toList(),
                    rule.nonResourceRules().stream().map(Paths::of).toList()))
        .toArray(Rule[]::new);
  }

  T classify(UserInfo user, RequestInfo info) {
    for (var i = 0; i < schemas.size(); i++) {
      var schema = schemas.get(i);
      for (var rule : schema.rules) {
        if (rule.matches(user, info)) {
          return schema.target;
        }
      }
    }
    return otherwise;
  }
}
