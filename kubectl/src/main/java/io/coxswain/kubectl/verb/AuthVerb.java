package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.describe.AccessRules;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.print.TabWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Asks the server who we are and what we may do. */
public final class AuthVerb extends Verb {
  private static final Set<String> VERBS =
      Set.of(
          "get",
          "list",
          "watch",
          "create",
          "update",
          "patch",
          "delete",
          "deletecollection",
          "use",
          "bind",
          "impersonate",
          "*",
          "approve",
          "sign",
          "escalate",
          "attest");

  private final boolean whoAmI;

  @Mixin OutputOption output = new OutputOption();

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "In all namespaces.")
  boolean allNamespaces;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing: the exit code tells.")
  boolean quiet;

  @Option(names = "--list", description = "List everything that is allowed in the namespace.")
  boolean list;

  @Option(names = "--no-headers", description = "Leave the headers of the list out.")
  boolean noHeaders;

  @Option(names = "--subresource", description = "The subresource, such as log.")
  String subresource = "";

  @Parameters List<String> arguments = new ArrayList<>();

  public AuthVerb(boolean whoAmI) {
    this.whoAmI = whoAmI;
  }

  @Override
  public int run(Session session) {
    return whoAmI ? whoAmI(session) : canI(session);
  }

  private int whoAmI(Session session) {
    var review = Trees.object();
    review.put("apiVersion", "authentication.k8s.io/v1");
    review.put("kind", "SelfSubjectReview");
    var answer = session.api().post("/apis/authentication.k8s.io/v1/selfsubjectreviews", review);
    if (!output.isDefault()) {
      session
          .out()
          .print(
              "name".equals(output.output)
                  ? "selfsubjectreview.authentication.k8s.io/<unknown>\n"
                  : output.printer().print(answer));
      return 0;
    }
    var user = Trees.at(answer, "status", "userInfo");
    var table = new StringBuilder("ATTRIBUTE\tVALUE\n");
    table.append("Username\t").append(text(user, "username")).append('\n');
    if (Trees.has(user, "uid")) {
      table.append("UID\t").append(text(user, "uid")).append('\n');
    }
    var groups = Trees.texts(user, "groups");
    if (!groups.isEmpty()) {
      table.append("Groups\t[").append(String.join(" ", groups)).append("]\n");
    }
    Trees.sorted(user, "extra")
        .keySet()
        .forEach(
            key ->
                table
                    .append("Extra: ")
                    .append(key)
                    .append("\t[")
                    .append(String.join(" ", Trees.texts(user, "extra", key)))
                    .append("]\n"));
    session.out().print(TabWriter.table(table.toString()));
    return 0;
  }

  /** Everything that we may do in the namespace. */
  private int rules(Session session) {
    var review = Trees.object();
    review.put("apiVersion", "authorization.k8s.io/v1");
    review.put("kind", "SelfSubjectRulesReview");
    Trees.ensure(review, "spec").put("namespace", session.namespace());
    var status =
        session
            .api()
            .post("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", review)
            .path("status");
    if (Trees.flag(status, "incomplete")) {
      session
          .err()
          .println("warning: the list may be incomplete: " + text(status, "evaluationError"));
    }
    var rules = new ArrayList<>(Trees.items(status, "resourceRules"));
    rules.addAll(Trees.items(status, "nonResourceRules"));
    var table = new StringBuilder(noHeaders ? "" : AccessRules.TITLES + "\n");
    AccessRules.rows(rules).forEach(row -> table.append(row).append('\n'));
    session.out().print(TabWriter.table(table.toString()));
    return 0;
  }

  private int canI(Session session) {
    if (list) {
      return rules(session);
    }
    if (arguments.size() < 2 || arguments.size() > 3) {
      throw KubectlException.error(
          "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.");
    }
    var review = Trees.object();
    review.put("apiVersion", "authorization.k8s.io/v1");
    review.put("kind", "SelfSubjectAccessReview");
    attributes(session, Trees.ensure(review, "spec"));
    var status =
        session
            .api()
            .post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review)
            .path("status");
    var allowed = Trees.flag(status, "allowed");
    if (!quiet) {
      var reason = text(status, "reason");
      session
          .out()
          .println((allowed ? "yes" : "no") + (allowed || reason.isEmpty() ? "" : " - " + reason));
    }
    return allowed ? 0 : 1;
  }

  private void attributes(Session session, ObjectNode spec) {
    var target = arguments.get(1);
    if (target.startsWith("/")) {
      var attributes = Trees.ensure(spec, "nonResourceAttributes");
      attributes.put("verb", arguments.getFirst());
      attributes.put("path", target);
      return;
    }
    var slash = target.indexOf('/');
    var word = slash < 0 ? target : target.substring(0, slash);
    var type = session.resources().find(word);
    var attributes = Trees.ensure(spec, "resourceAttributes");
    attributes.put("verb", arguments.getFirst());
    attributes.put("group", type.map(found -> found.group()).orElse(""));
    attributes.put("resource", type.map(found -> found.plural()).orElse(word));
    if (!subresource.isEmpty()) {
      attributes.put("subresource", subresource);
    }
    if (slash >= 0) {
      attributes.put("name", target.substring(slash + 1));
    } else if (arguments.size() == 3) {
      attributes.put("name", arguments.get(2));
    }
    if (!allNamespaces && type.map(found -> found.namespaced()).orElse(true)) {
      attributes.put("namespace", session.namespace());
    }
    if (type.isEmpty() && !word.equals("*")) {
      session.err().println("Warning: the server doesn't have a resource type '" + word + "'\n");
    }
    if (!VERBS.contains(arguments.getFirst())) {
      session.err().println("Warning: verb '" + arguments.getFirst() + "' is not a known verb\n");
    }
  }
}
