package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Validation;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * Adds and removes taints of nodes: {@code KEY=VALUE:EFFECT}, {@code KEY:EFFECT-}, {@code KEY-}.
 */
public final class TaintVerb extends Verb {
  private static final Set<String> EFFECTS = Set.of("NoSchedule", "PreferNoSchedule", "NoExecute");

  @Mixin DryRun dryRun = new DryRun();
  @Mixin SelectorOptions selectors = new SelectorOptions();
  @Mixin OutputOption output = new OutputOption();

  @Mixin Validation validation = new Validation();

  @Option(names = "--field-manager", description = "Name of the owner of the changed fields.")
  String fieldManager = "kubectl-taint";

  @Option(names = "--all", description = "All nodes.")
  boolean all;

  @Option(names = "--overwrite", description = "Replace taints that are there.")
  boolean overwrite;

  @Parameters List<String> arguments = new ArrayList<>();

  private record Taint(String key, String value, String effect, boolean remove) {
    boolean names(JsonNode other) {
      return text(other, "key").equals(key)
          && (effect.isEmpty() || text(other, "effect").equals(effect));
    }
  }

  @Override
  public int run(Session session) {
    var taints = new ArrayList<Taint>();
    var targets = new ArrayList<String>();
    for (var argument : arguments) {
      if (argument.contains(":") || argument.contains("=") || argument.endsWith("-")) {
        taints.add(parse(argument));
      } else {
        targets.add(argument);
      }
    }
    if (taints.isEmpty()) {
      throw KubectlException.error("at least one taint update is required");
    }
    if (!targets.isEmpty()) {
      var word = targets.getFirst().split("/", -1)[0];
      var type = session.resources().named(word);
      if (!type.plural().equals("nodes") || !type.group().isEmpty()) {
        throw KubectlException.error(
            "invalid resource type " + word + ", only node types are supported");
      }
    }
    var failures = new Failures();
    var finder = new Finder(session, failures);
    for (var node : finder.fetch(new FileOptions(), targets, selectors, all)) {
      failures.attempt(() -> change(session, node, taints));
    }
    failures.raise();
    return 0;
  }

  private static Taint parse(String argument) {
    var remove = argument.endsWith("-");
    var body = remove ? argument.substring(0, argument.length() - 1) : argument;
    var colon = body.lastIndexOf(':');
    var effect = colon < 0 ? "" : body.substring(colon + 1);
    var pair = colon < 0 ? body : body.substring(0, colon);
    var equals = pair.indexOf('=');
    if (!remove && !EFFECTS.contains(effect)) {
      throw KubectlException.error(
          effect.isEmpty()
              ? "invalid taint spec: " + argument
              : "invalid taint effect: %s, unsupported taint effect".formatted(effect));
    }
    return new Taint(
        equals < 0 ? pair : pair.substring(0, equals),
        equals < 0 ? "" : pair.substring(equals + 1),
        effect,
        remove);
  }

  private void change(Session session, Located node, List<Taint> taints) {
    var current = Trees.items(node.object(), "spec", "taints");
    var kept = new ArrayList<>(current);
    var added = false;
    var replaced = false;
    for (var taint : taints) {
      var removed = kept.removeIf(taint::names);
      if (taint.remove() && !removed) {
        var effect = taint.effect().isEmpty() ? "" : ":" + taint.effect();
        throw KubectlException.error("taint \"" + taint.key() + effect + "\" not found");
      }
      if (!taint.remove()) {
        if (removed && !overwrite) {
          throw KubectlException.error(
              "node %s already has %s taint(s) with same effect(s) and --overwrite is false"
                  .formatted(node.name(), taint.key()));
        }
        replaced |= removed;
        added = true;
        kept.add(tree(taint));
      }
    }
    var result = node;
    if (!dryRun.client()) {
      result = Changes.with(node, write(session, node, kept));
    }
    var happened = !added ? "untainted" : replaced ? "modified" : "tainted";
    output.print(session, result, happened);
  }

  private static JsonNode tree(Taint taint) {
    var tree = Trees.object();
    tree.put("key", taint.key());
    if (!taint.value().isEmpty()) {
      tree.put("value", taint.value());
    }
    tree.put("effect", taint.effect());
    return tree;
  }

  /** Taints of one key differ by effect, so the list is written whole, against this version. */
  private JsonNode write(Session session, Located node, List<JsonNode> taints) {
    var patch = Trees.object();
    Trees.ensure(patch, "metadata")
        .put("resourceVersion", text(node.object(), "metadata", "resourceVersion"));
    var list = Trees.array();
    taints.forEach(list::add);
    if (taints.isEmpty()) {
      Trees.ensure(patch, "spec").putNull("taints");
    } else {
      Trees.ensure(patch, "spec").set("taints", list);
    }
    var query =
        Query.of()
            .with("dryRun", dryRun.query())
            .with("fieldManager", fieldManager)
            .with("fieldValidation", validation.query());
    return session
        .api()
        .patch(node.path() + query, patch, io.coxswain.kubectl.http.ApiClient.MERGE_PATCH);
  }
}
