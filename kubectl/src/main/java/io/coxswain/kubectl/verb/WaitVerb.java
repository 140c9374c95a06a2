package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.invocation.GoDuration;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.print.JsonPath;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.resource.ResourceArguments;
import io.coxswain.kubectl.tree.Trees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Waits until objects have a condition, a value, exist or are gone. */
public final class WaitVerb extends Verb {
  @Mixin FileOptions files = new FileOptions();
  @Mixin SelectorOptions selectors = new SelectorOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(
      names = "--for",
      description = "condition=NAME[=VALUE], delete, create, or jsonpath='{EXPRESSION}'[=VALUE].")
  String condition = "";

  @Option(
      names = "--timeout",
      description = "How long to wait; 0 looks once, negative waits a week.")
  String timeout = "30s";

  @Option(names = "--all", description = "All objects of the type.")
  boolean all;

  @Option(names = "--local", description = "Take files as they are, without the server's objects.")
  boolean local;

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    var kind = condition.toLowerCase(Locale.ROOT);
    var wanted = predicate(kind);
    var duration = GoDuration.parse(timeout);
    var waiting = new Waiting(session, duration.isNegative() ? Duration.ofDays(7) : duration);
    var failures = new Failures();
    var objects = targets(session, failures, kind);
    if (objects.isEmpty()) {
      failures.raise();
      if (kind.equals("delete")) {
        return 0;
      }
      throw KubectlException.error("no matching resources found");
    }
    for (var item : objects) {
      failures.attempt(() -> await(session, waiting, item, wanted));
    }
    failures.raise();
    return 0;
  }

  private List<Located> targets(Session session, Failures failures, String kind) {
    var finder = new Finder(session, failures);
    if (local) {
      return finder.local(files);
    }
    if (!kind.equals("create") && !kind.equals("delete") || !files.isEmpty()) {
      return files.isEmpty() || !kind.equals("create")
          ? finder.fetch(files, arguments, selectors, all)
          : finder.local(files);
    }
    var result = new ArrayList<Located>();
    for (var target : ResourceArguments.parse(session.resources(), arguments)) {
      if (target.name() == null) {
        if (kind.equals("create") && selectors.isEmpty() && !all) {
          throw KubectlException.error("resource(s) were provided, but no name was specified");
        }
        result.addAll(finder.list(target.type(), selectors));
        continue;
      }
      if (kind.equals("delete") && !exists(finder, target)) {
        continue;
      }
      var object = Trees.object();
      Trees.ensure(object, "metadata").put("name", target.name());
      result.add(new Located(target.type(), session.namespaceFor(target.type()), object, null));
    }
    return result;
  }

  private static boolean exists(Finder finder, ResourceArguments.Target target) {
    try {
      finder.named(target.type(), String.valueOf(target.name()));
      return true;
    } catch (ApiError e) {
      if (e.isNotFound()) {
        return false;
      }
      throw e;
    }
  }

  private void await(
      Session session, Waiting waiting, Located item, Predicate<@Nullable ObjectNode> wanted) {
    if (!waiting.until(item, wanted)) {
      var what =
          condition.equalsIgnoreCase("create")
              ? ""
              : " on " + item.type().plural() + "/" + item.name();
      throw KubectlException.error("timed out waiting for the condition" + what);
    }
    output.print(session, item, "condition met");
  }

  private Predicate<@Nullable ObjectNode> predicate(String kind) {
    if (kind.equals("delete")) {
      return object -> object == null;
    }
    if (kind.equals("create")) {
      return object -> object != null;
    }
    if (kind.startsWith("condition=")) {
      var body = condition.substring("condition=".length());
      var equals = body.indexOf('=');
      var name = equals < 0 ? body : body.substring(0, equals);
      var value = equals < 0 ? "true" : body.substring(equals + 1);
      return object -> object != null && hasCondition(object, name, value);
    }
    if (kind.startsWith("jsonpath=")) {
      return jsonPath(condition.substring("jsonpath=".length()));
    }
    throw KubectlException.error("unrecognized condition: \"" + condition + "\"");
  }

  private static boolean hasCondition(ObjectNode object, String name, String value) {
    for (var candidate : Trees.items(object, "status", "conditions")) {
      if (text(candidate, "type").equalsIgnoreCase(name)) {
        var observed = Trees.number(candidate, -1, "observedGeneration");
        if (observed < 0) {
          observed = Trees.number(object, Long.MAX_VALUE, "status", "observedGeneration");
        }
        return observed >= Trees.number(object, "metadata", "generation")
            && text(candidate, "status").equalsIgnoreCase(value);
      }
    }
    return false;
  }

  private static Predicate<@Nullable ObjectNode> jsonPath(String body) {
    var end = body.lastIndexOf('}');
    var equals = body.indexOf('=', Math.max(end, 0));
    var path = JsonPath.relaxed(equals < 0 ? body : body.substring(0, equals));
    var value = equals < 0 ? null : body.substring(equals + 1);
    return object -> {
      if (object == null) {
        return false;
      }
      var found = path.first(object);
      return found != null && (value == null || JsonPath.text(found).equalsIgnoreCase(value));
    };
  }
}
