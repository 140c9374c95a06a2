package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.apply.LastApplied;
import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Validation;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.LabelSelector;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Creates the objects of files. */
public final class CreateVerb extends Verb {
  @Mixin FileOptions files = new FileOptions();
  @Mixin DryRun dryRun = new DryRun();
  @Mixin OutputOption output = new OutputOption();
  @Mixin Validation validation = new Validation();

  @Option(names = "--save-config", description = "Remember the manifest for a later apply.")
  boolean saveConfig;

  @Option(names = "--raw", description = "POST the file to this path.")
  @Nullable String raw;

  @Option(names = "--field-manager", description = "Name of the owner of the fields.")
  String fieldManager = "kubectl-create";

  @Option(names = "--edit", description = "Edit the objects first.")
  boolean edit;

  @Option(names = "--windows-line-endings", description = "End the lines to edit with CR LF.")
  boolean windowsLineEndings;

  @Option(
      names = {"-l", "--selector"},
      description = "Create the objects with these labels only.")
  String selector = "";

  @Parameters(hidden = true)
  List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (!arguments.isEmpty()) {
      throw KubectlException.usage(
          "create", "unknown command \"" + String.join(" ", arguments) + "\"");
    }
    if (files.isEmpty()) {
      throw KubectlException.error("must specify one of -f and -k");
    }
    if (raw != null) {
      if (edit) {
        throw usage("--raw and --edit are mutually exclusive");
      }
      var request = new RawRequest();
      request.check(raw, files, true, selector, output.output != null);
      return request.send(session, "POST", raw, files);
    }
    var failures = new Failures();
    var objects = new Finder(session, failures).local(files);
    if (!selector.isEmpty()) {
      var labels = LabelSelector.parse(selector);
      objects.removeIf(item -> !labels.matches(Trees.textMap(item.object(), "metadata", "labels")));
    }
    if (objects.isEmpty() && failures.none()) {
      throw KubectlException.error("no objects passed to create");
    }
    for (var item : objects) {
      failures.attempt(() -> createOrEdit(session, item));
    }
    failures.raise();
    return 0;
  }

  private void createOrEdit(Session session, Located item) {
    if (!edit) {
      create(session, item);
      return;
    }
    new EditSession(session, EditSession.Format.of(null, windowsLineEndings))
        .run(List.of(item), (before, edited) -> create(session, Changes.with(before, edited)));
  }

  private void create(Session session, Located item) {
    var manifest = (ObjectNode) item.object();
    JsonNode created = saveConfig ? LastApplied.annotate(manifest) : manifest;
    if (!dryRun.client()) {
      var query =
          Query.of()
              .with("dryRun", dryRun.query())
              .with("fieldManager", fieldManager)
              .with("fieldValidation", validation.query());
      try {
        created = session.api().post(item.type().collection(item.namespace()) + query, created);
      } catch (ApiError e) {
        throw e.during("creating", String.valueOf(item.source()));
      }
    }
    output.print(session, Changes.with(item, created), "created" + dryRun.suffix());
  }
}
