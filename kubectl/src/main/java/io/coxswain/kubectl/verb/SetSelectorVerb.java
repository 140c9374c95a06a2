package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Replaces the selector of Services: {@code set selector service NAME KEY=VALUE,...}. */
public final class SetSelectorVerb extends Verb {
  @Mixin FileOptions files = new FileOptions();
  @Mixin DryRun dryRun = new DryRun();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--field-manager", description = "Name of the owner of the changed fields.")
  String fieldManager = "kubectl-set";

  @Option(names = "--all", description = "All objects of the type.")
  boolean all;

  @Option(names = "--local", description = "Change the manifest without asking the server.")
  boolean local;

  @Option(names = "--resource-version", description = "Change this version of the object only.")
  String resourceVersion = "";

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (arguments.isEmpty()) {
      throw KubectlException.error(
          "one or more resources must be specified as <resource> <name> or <resource>/<name>");
    }
    var selector = selector(arguments.removeLast());
    var failures = new Failures();
    var finder = new Finder(session, failures);
    var objects =
        local
            ? finder.manifests(files)
            : finder.fetch(files, arguments, new SelectorOptions(), all);
    for (var item : objects) {
      failures.attempt(() -> update(session, item, selector));
    }
    failures.raise();
    return 0;
  }

  private static Map<String, String> selector(String text) {
    Map<String, String> result = new TreeMap<>();
    for (var pair : text.split(",", -1)) {
      var equals = pair.indexOf('=');
      if (equals <= 0) {
        throw KubectlException.error("a selector of KEY=VALUE pairs is required, got " + text);
      }
      result.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return result;
  }

  private void update(Session session, Located item, Map<String, String> selector) {
    if (!item.type().kind().equals("Service")) {
      throw KubectlException.error("setting a selector is only supported for Services");
    }
    var after = (ObjectNode) item.object().deepCopy();
    Trees.ensure(after, "spec").set("selector", Trees.stringMap(selector));
    var result = Changes.with(item, after);
    if (!local && !dryRun.client()) {
      // The selector is replaced whole: keys that are not named go away.
      var patch = Trees.object();
      var fields = Trees.ensure(patch, "spec", "selector");
      Trees.textMap(item.object(), "spec", "selector").keySet().forEach(fields::putNull);
      selector.forEach(fields::put);
      if (!resourceVersion.isEmpty()) {
        Trees.ensure(patch, "metadata").put("resourceVersion", resourceVersion);
      }
      var query = new Changes(session, dryRun, fieldManager).query();
      result =
          Changes.with(
              item, session.api().patch(item.path() + query, patch, ApiClient.MERGE_PATCH));
    }
    output.print(session, result, "selector updated" + dryRun.suffix());
  }
}
