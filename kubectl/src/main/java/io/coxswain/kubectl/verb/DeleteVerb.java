package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.GoDuration;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.resource.ResourceArguments;
import io.coxswain.kubectl.tree.Trees;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Deletes objects and waits until they are gone. */
public final class DeleteVerb extends Verb {
  @Mixin FileOptions files = new FileOptions();
  @Mixin SelectorOptions selectors = new SelectorOptions();
  @Mixin DryRun dryRun = new DryRun();

  @Option(names = "--all", description = "All objects of the type.")
  boolean all;

  @Option(names = "--grace-period", description = "Seconds the object has to end by itself.")
  int gracePeriod = -1;

  @Option(names = "--force", description = "With --grace-period=0: do not wait for confirmation.")
  boolean force;

  @Option(names = "--now", description = "The same as --grace-period=1.")
  boolean now;

  @Option(
      names = "--wait",
      arity = "0..1",
      fallbackValue = "true",
      description = "Wait until the objects are gone.")
  boolean wait = true;

  @Option(names = "--timeout", description = "How long to wait; 0 for ever.")
  String timeout = "0s";

  @Option(
      names = "--cascade",
      arity = "0..1",
      fallbackValue = "background",
      description = "background, foreground or orphan.")
  String cascade = "background";

  @Option(names = "--ignore-not-found", description = "Objects that don't exist are no error.")
  boolean ignoreNotFound;

  @Option(
      names = {"-o", "--output"},
      description = "name: print type/name only.")
  String output = "";

  @Option(names = "--raw", description = "DELETE this path.")
  @Nullable String raw;

  @Option(
      names = {"-i", "--interactive"},
      description = "Ask before anything is deleted.")
  boolean interactive;

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (raw != null) {
      var request = new RawRequest();
      request.check(raw, files, false, selectors.labels, !output.isEmpty());
      return request.send(session, "DELETE", raw, files);
    }
    checkFlags(session);
    var failures = new Failures();
    var targets = targets(session, failures);
    if (targets.isEmpty() && failures.none()) {
      session.out().println("No resources found");
      return 0;
    }
    if (interactive && !confirmed(session, targets)) {
      session.out().println("deletion is cancelled");
      return 0;
    }
    var deleted = new ArrayList<Deleted>();
    for (var target : targets) {
      failures.attempt(() -> deleted.add(delete(session, target)));
    }
    failures.raise();
    if (wait && !dryRun.client() && dryRun.query() == null) {
      awaitAll(session, deleted);
    }
    return 0;
  }

  private static boolean confirmed(Session session, List<Located> targets) {
    var out = session.out();
    out.printf("You are about to delete the following %d resource(s):%n", targets.size());
    targets.forEach(item -> out.println(item.type().plural() + "/" + item.name()));
    out.print("Do you want to continue? (y/N): ");
    out.flush();
    var answer = new Scanner(session.terminal().in(), StandardCharsets.UTF_8);
    return answer.hasNext() && answer.next().equalsIgnoreCase("y");
  }

  static KubectlException nothingNamed() {
    return KubectlException.error(
        "You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'");
  }

  private record Deleted(Located object, String uid) {}

  private void checkFlags(Session session) {
    if (files.isEmpty() && arguments.isEmpty()) {
      throw nothingNamed();
    }
    if (now) {
      if (gracePeriod != -1) {
        throw KubectlException.error("--now and --grace-period cannot be specified together");
      }
      gracePeriod = 1;
    }
    if (gracePeriod == 0 && !force) {
      // Without --force the shortest grace is one second: the node confirms the end.
      gracePeriod = 1;
    }
    if (force && gracePeriod < 0) {
      gracePeriod = 0;
    }
    if (force && gracePeriod > 0) {
      throw KubectlException.error(
          "--force and --grace-period greater than 0 cannot be specified together");
    }
    if (force) {
      session
          .err()
          .println(
              "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.");
    }
    ignoreNotFound |= all || !selectors.isEmpty();
  }

  private List<Located> targets(Session session, Failures failures) {
    var finder = new Finder(session, failures);
    if (!files.isEmpty()) {
      return finder.local(files);
    }
    var result = new ArrayList<Located>();
    for (var target : ResourceArguments.parse(session.resources(), arguments)) {
      if (target.name() != null) {
        if (all || !selectors.isEmpty()) {
          throw KubectlException.error(
              all
                  ? "name cannot be provided when --all is specified"
                  : "name cannot be provided when a selector is specified");
        }
        var object = Trees.object();
        Trees.ensure(object, "metadata").put("name", target.name());
        result.add(new Located(target.type(), session.namespaceFor(target.type()), object, null));
      } else if (all || !selectors.isEmpty()) {
        failures.attempt(() -> result.addAll(finder.list(target.type(), selectors)));
      } else {
        throw KubectlException.error("resource(s) were provided, but no name was specified");
      }
    }
    return result;
  }

  private Deleted delete(Session session, Located target) {
    var uid = "";
    if (!dryRun.client()) {
      var query = Query.of().with("dryRun", dryRun.query());
      try {
        var answer =
            session.api().delete(target.path() + query, Deletion.options(gracePeriod, cascade));
        uid =
            text(answer, "kind").equals("Status")
                ? text(answer, "details", "uid")
                : text(answer, "metadata", "uid");
      } catch (ApiError e) {
        if (e.isNotFound() && ignoreNotFound) {
          return new Deleted(target, "gone");
        }
        throw target.source() == null ? e : e.during("deleting", target.source());
      }
    }
    print(session, target);
    return new Deleted(target, uid);
  }

  private void print(Session session, Located target) {
    if (output.equals("name")) {
      session.out().println(target.printedName());
    } else {
      var where = target.namespace() == null ? "" : " from " + target.namespace() + " namespace";
      session
          .out()
          .println(
              "%s \"%s\" %sdeleted%s%s"
                  .formatted(
                      target.type().qualifiedKind(),
                      target.name(),
                      gracePeriod == 0 ? "force " : "",
                      where,
                      dryRun.suffix()));
    }
    session.out().flush();
  }

  private void awaitAll(Session session, List<Deleted> deleted) {
    var duration = GoDuration.parse(timeout);
    var waiting = new Waiting(session, duration.isZero() ? java.time.Duration.ofDays(7) : duration);
    for (var item : deleted) {
      if (!item.uid().equals("gone")
          && !waiting.until(item.object(), object -> isGone(object, item.uid()))) {
        throw KubectlException.error(
            "timed out waiting for the condition on "
                + item.object().type().plural()
                + "/"
                + item.object().name());
      }
    }
  }

  private static boolean isGone(@Nullable ObjectNode object, String uid) {
    return object == null || !uid.isEmpty() && !text(object, "metadata", "uid").equals(uid);
  }
}
