package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.apply.LastApplied;
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
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.tree.YamlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Shows, or writes anew, the manifest that apply remembers on an object. */
public final class LastAppliedVerb extends Verb {
  private static final Pattern INDENTATION = Pattern.compile("(?m)^( +)");

  private final boolean view;

  @Mixin FileOptions files = new FileOptions();
  @Mixin SelectorOptions selectors = new SelectorOptions();
  @Mixin DryRun dryRun = new DryRun();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--all", description = "All objects of the type.")
  boolean all;

  @Option(names = "--create-annotation", description = "Remember the manifest where none is yet.")
  boolean createAnnotation;

  @Parameters List<String> arguments = new ArrayList<>();

  public LastAppliedVerb(boolean view) {
    this.view = view;
  }

  @Override
  public int run(Session session) {
    var failures = new Failures();
    var finder = new Finder(session, failures);
    if (view) {
      for (var item : finder.fetch(files, arguments, selectors, all)) {
        failures.attempt(() -> view(session, item));
      }
    } else {
      for (var item : finder.local(files)) {
        failures.attempt(() -> set(session, finder, item));
      }
    }
    failures.raise();
    return 0;
  }

  private void view(Session session, Located item) {
    var manifest = LastApplied.of((ObjectNode) item.object());
    if (manifest == null) {
      throw KubectlException.error(
          "no last-applied-configuration annotation found on resource: " + item.name());
    }
    var format = output.output == null ? "yaml" : output.output;
    session
        .out()
        .print(
            switch (format) {
              case "yaml" -> YamlWriter.write(manifest);
              case "json" -> twoSpaces(JsonWriter.indented(manifest)) + "\n";
              default ->
                  throw usage(
                      "Unexpected -o output mode: %s, the flag 'output' must be one of yaml|json"
                          .formatted(format));
            });
  }

  /** This verb alone indents by two. */
  private static String twoSpaces(String json) {
    return INDENTATION.matcher(json).replaceAll(match -> " ".repeat(match.group(1).length() / 2));
  }

  private void set(Session session, Finder finder, Located item) {
    var live = finder.named(item.type(), item.name());
    var before = LastApplied.of((ObjectNode) live.object());
    if (before == null && !createAnnotation) {
      throw KubectlException.error(
          "no last-applied-configuration annotation found on resource: %s, to create the annotation, run the command with --create-annotation"
              .formatted(item.name()));
    }
    var manifest = (ObjectNode) item.object();
    if (manifest.equals(before)) {
      session.out().println("set-last-applied " + item.name() + ": no changes required.");
      return;
    }
    var after = (ObjectNode) live.object().deepCopy();
    Trees.ensure(after, "metadata", "annotations")
        .put(LastApplied.ANNOTATION, JsonWriter.compact(manifest) + "\n");
    var written = new Changes(session, dryRun, "kubectl-set-last-applied").patch(live, after);
    output.print(session, written, "configured" + dryRun.suffix());
  }
}
