package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.apply.LastApplied;
import io.coxswain.kubectl.apply.TwoWayPatch;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Validation;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.resource.ResourceArguments;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Opens objects in the user's editor and writes what was changed. */
public final class EditVerb extends Verb {
  @Mixin FileOptions files = new FileOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin Validation validation = new Validation();

  @Option(names = "--save-config", description = "Remember the object for a later apply.")
  boolean saveConfig;

  @Option(names = "--output-patch", description = "Print the patch that is sent.")
  boolean outputPatch;

  @Option(names = "--windows-line-endings", description = "End the lines of the file with CR LF.")
  boolean windowsLineEndings;

  @Option(names = "--subresource", description = "Edit this subresource: status.")
  String subresource = "";

  @Option(names = "--field-manager", description = "Name of the owner of the changed fields.")
  String fieldManager = "kubectl-edit";

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    var format = EditSession.Format.of(output.output, windowsLineEndings);
    output.output = null;
    var failures = new Failures();
    var objects = objects(session, new Finder(session, failures));
    failures.raise();
    if (objects.isEmpty()) {
      throw KubectlException.error("edit cancelled, no objects found");
    }
    objects.forEach(
        item -> Trees.ensure((ObjectNode) item.object(), "metadata").remove("managedFields"));
    new EditSession(session, format)
        .run(objects, (before, edited) -> write(session, before, edited));
    return 0;
  }

  /** Those of files and names, or all of a type. */
  private List<Located> objects(Session session, Finder finder) {
    var selectors = new SelectorOptions();
    if (!files.isEmpty()) {
      return finder.fetch(files, List.of(), selectors, false);
    }
    if (arguments.isEmpty()) {
      throw DeleteVerb.nothingNamed();
    }
    var objects = new ArrayList<Located>();
    for (var target : ResourceArguments.parse(session.resources(), arguments)) {
      var name = target.name();
      if (name == null) {
        objects.addAll(finder.list(target.type(), selectors));
      } else {
        objects.add(finder.named(target.type(), name));
      }
    }
    return objects;
  }

  private void write(Session session, Located before, ObjectNode edited) {
    var changed = saveConfig ? LastApplied.annotate(edited) : edited;
    var patch = TwoWayPatch.of((ObjectNode) before.object(), changed);
    if (changed.equals(before.object())) {
      output.print(session, before, "skipped");
      return;
    }
    if (outputPatch) {
      session.out().println("Patch: " + JsonWriter.compact(patch.patch()));
    }
    var query =
        Query.of().with("fieldManager", fieldManager).with("fieldValidation", validation.query());
    var path = before.path() + (subresource.isEmpty() ? "" : "/" + subresource) + query;
    var type = patch.strategic() ? ApiClient.STRATEGIC_PATCH : ApiClient.MERGE_PATCH;
    var written = session.api().patch(path, patch.patch(), type);
    output.print(session, Changes.with(before, written), "edited");
  }
}
