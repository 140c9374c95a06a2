package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** What label and annotate share: {@code TYPE NAME KEY=VALUE KEY-}. */
abstract class MetadataVerb extends Verb {
  private final String field;
  private final String singular;
  private final String done;

  @Mixin FileOptions files = new FileOptions();
  @Mixin SelectorOptions selectors = new SelectorOptions();
  @Mixin DryRun dryRun = new DryRun();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--overwrite", description = "Replace values that are there.")
  boolean overwrite;

  @Option(names = "--all", description = "All objects of the type.")
  boolean all;

  @Option(names = "--list", description = "Print them.")
  boolean list;

  @Option(names = "--local", description = "Change the manifest without asking the server.")
  boolean local;

  @Option(names = "--resource-version", description = "Change this version of the object only.")
  @Nullable String resourceVersion;

  @Option(names = "--field-manager", description = "Name of the owner of the changed fields.")
  String fieldManager;

  @Parameters List<String> arguments = new ArrayList<>();

  MetadataVerb(String field, String singular, String done) {
    this.field = field;
    this.singular = singular;
    this.done = done;
    this.fieldManager = "kubectl-" + (singular.equals("label") ? "label" : "annotate");
  }

  @Override
  public int run(Session session) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> removals = new ArrayList<>();
    var targets = new ArrayList<String>();
    for (var argument : arguments) {
      var equals = argument.indexOf('=');
      var change = equals > 0 || argument.endsWith("-") && argument.length() > 1;
      if (!change) {
        targets.add(argument);
      } else if (equals > 0) {
        values.put(argument.substring(0, equals), argument.substring(equals + 1));
      } else {
        removals.add(argument.substring(0, argument.length() - 1));
      }
    }
    check(targets, values, removals);
    var failures = new Failures();
    var finder = new Finder(session, failures);
    var objects = local ? finder.manifests(files) : finder.fetch(files, targets, selectors, all);
    for (var item : objects) {
      failures.attempt(() -> change(session, item, values, removals));
    }
    failures.raise();
    return 0;
  }

  private void check(List<String> targets, Map<String, String> values, List<String> removals) {
    if (targets.isEmpty() && files.isEmpty()) {
      throw KubectlException.error(
          "one or more resources must be specified as <resource> <name> or <resource>/<name>");
    }
    if (values.isEmpty() && removals.isEmpty() && !list) {
      throw KubectlException.error("at least one " + singular + " update is required");
    }
    for (var key : removals) {
      if (values.containsKey(key)) {
        throw KubectlException.error(
            "can not both modify and remove %s %s in the same command"
                .formatted(singular.equals("label") ? "a" : "an", singular));
      }
    }
  }

  private void change(
      Session session, Located item, Map<String, String> values, List<String> removals) {
    var before = Trees.textMap(item.object(), "metadata", field);
    if (list && values.isEmpty() && removals.isEmpty()) {
      before.forEach((key, value) -> session.out().println(key + "=" + value));
      return;
    }
    refuseOverwriting(before, values);
    var after = (ObjectNode) item.object().deepCopy();
    var entries = Trees.ensure(after, "metadata", field);
    values.forEach(entries::put);
    for (var key : removals) {
      if (entries.remove(key) == null) {
        session.out().println(singular + " \"" + key + "\" not found.");
      }
    }
    if (entries.isEmpty()) {
      Trees.ensure(after, "metadata").remove(field);
    }
    var changed = !Trees.textMap(after, "metadata", field).equals(before);
    if (resourceVersion != null) {
      Trees.ensure(after, "metadata").put("resourceVersion", resourceVersion);
    }
    var result =
        local || !changed && resourceVersion == null
            ? Changes.with(item, after)
            : new Changes(session, dryRun, fieldManager).patch(item, after);
    // Upstream takes an empty map that it made itself for a change.
    var touched = changed || before.isEmpty() && !removals.isEmpty();
    output.print(session, result, happened(touched, changed, values) + dryRun.suffix());
  }

  private String happened(boolean touched, boolean changed, Map<String, String> values) {
    if (!singular.equals("label")) {
      return done;
    }
    return !touched ? "not labeled" : changed && values.isEmpty() ? "unlabeled" : done;
  }

  private void refuseOverwriting(Map<String, String> before, Map<String, String> values) {
    if (overwrite || resourceVersion != null) {
      return;
    }
    var existing = new ArrayList<String>();
    values.forEach(
        (key, value) -> {
          var old = before.get(key);
          if (old != null && !old.equals(value)) {
            existing.add("'%s' already has a value (%s)".formatted(key, old));
          }
        });
    if (existing.isEmpty()) {
      return;
    }
    throw KubectlException.error(
        singular.equals("label")
            ? existing.getFirst() + ", and --overwrite is false"
            : "--overwrite is false but found the following declared annotation(s): "
                + String.join("; ", existing));
  }
}
