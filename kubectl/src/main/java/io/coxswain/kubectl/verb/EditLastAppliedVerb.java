package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.apply.LastApplied;
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
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Opens the manifests that apply remembers in the user's editor; the objects stay as they are. */
public final class EditLastAppliedVerb extends Verb {
  private static final String HEADER =
      """
      # Please edit the 'last-applied-configuration' annotations below.
      # Lines beginning with a '#' will be ignored, and an empty file will abort the edit.
      #
      """;

  @Mixin FileOptions files = new FileOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin Validation validation = new Validation();

  @Option(names = "--windows-line-endings", description = "End the lines of the file with CR LF.")
  boolean windowsLineEndings;

  @Option(names = "--field-manager", description = "Name of the owner of the annotation.")
  String fieldManager = "kubectl-client-side-apply";

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    var format = EditSession.Format.of(HEADER, output.output, windowsLineEndings);
    output.output = null;
    var failures = new Failures();
    var manifests = new ArrayList<Located>();
    for (var item :
        new Finder(session, failures).fetch(files, arguments, new SelectorOptions(), false)) {
      var manifest = LastApplied.of((ObjectNode) item.object());
      if (manifest != null) {
        manifests.add(Changes.with(item, manifest));
      }
    }
    failures.raise();
    if (manifests.isEmpty()) {
      throw KubectlException.error(
          "no last-applied-configuration annotation found on resources, to create the annotation, use command `kubectl apply set-last-applied --create-annotation`");
    }
    new EditSession(session, format)
        .run(manifests, (before, edited) -> write(session, before, edited));
    return 0;
  }

  private void write(Session session, Located before, ObjectNode edited) {
    if (edited.equals(before.object())) {
      output.print(session, before, "skipped");
      return;
    }
    var patch = Trees.object();
    Trees.ensure(patch, "metadata", "annotations")
        .put(LastApplied.ANNOTATION, JsonWriter.compact(edited) + "\n");
    var query = Query.of().with("fieldManager", fieldManager);
    var written = session.api().patch(before.path() + query, patch, ApiClient.MERGE_PATCH);
    output.print(session, Changes.with(before, written), "edited");
  }
}
