package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.apply.LocalPatch;
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
import io.coxswain.kubectl.resource.ResourceType;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.tree.YamlException;
import io.coxswain.kubectl.tree.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends a patch that the user wrote. */
public final class PatchVerb extends Verb {
  @Mixin FileOptions files = new FileOptions();
  @Mixin DryRun dryRun = new DryRun();
  @Mixin OutputOption output = new OutputOption();

  @Option(
      names = {"-p", "--patch"},
      description = "The patch, JSON or YAML.")
  @Nullable String patch;

  @Option(names = "--patch-file", description = "A file with the patch.")
  @Nullable String patchFile;

  @Option(names = "--type", description = "strategic, merge or json.")
  String type = "strategic";

  @Option(names = "--subresource", description = "Patch this subresource: status or scale.")
  String subresource = "";

  @Option(names = "--local", description = "Patch the manifest without asking the server.")
  boolean local;

  @Option(names = "--field-manager", description = "Name of the owner of the changed fields.")
  String fieldManager = "kubectl-patch";

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    var contentType =
        switch (type) {
          case "strategic" -> ApiClient.STRATEGIC_PATCH;
          case "merge" -> ApiClient.MERGE_PATCH;
          case "json" -> ApiClient.JSON_PATCH;
          default ->
              throw KubectlException.error(
                  "--type must be one of [json merge strategic], not \"" + type + "\"");
        };
    if (local && !arguments.isEmpty()) {
      throw KubectlException.error("cannot specify --local and server resources");
    }
    var body = body(session);
    var failures = new Failures();
    var finder = new Finder(session, failures);
    var objects =
        local
            ? finder.manifests(files)
            : finder.fetch(files, arguments, new SelectorOptions(), false);
    for (var item : objects) {
      failures.attempt(() -> patch(session, item, body, contentType));
    }
    failures.raise();
    return 0;
  }

  private JsonNode body(Session session) {
    if ((patch == null) == (patchFile == null)) {
      throw KubectlException.error(
          patch == null
              ? "must specify --patch or --patch-file containing the contents of the patch"
              : "cannot specify --patch and --patch-file together");
    }
    try {
      var text =
          patch != null
              ? patch
              : Files.readString(session.terminal().directory().resolve(String.valueOf(patchFile)));
      return YamlReader.read(text);
    } catch (IOException e) {
      throw KubectlException.error("unable to read patch file: " + e.getMessage());
    } catch (YamlException e) {
      throw KubectlException.error("unable to parse \"" + patch + "\": " + e.getMessage());
    }
  }

  private void patch(Session session, Located item, JsonNode body, String contentType) {
    if (local || dryRun.client()) {
      var patched = LocalPatch.apply((ObjectNode) item.object(), body, contentType);
      var same = patched.equals(item.object());
      output.print(session, Changes.with(item, patched), same ? "patched (no change)" : "patched");
      return;
    }
    var query = new Changes(session, dryRun, fieldManager).query();
    // A server dry run is not told apart here, as upstream has it.
    var suffix = subresource.isEmpty() ? "" : "/" + subresource;
    var patched = session.api().patch(item.path() + suffix + query, body, contentType);
    var same =
        Trees.text(patched, "metadata", "resourceVersion")
            .equals(Trees.text(item.object(), "metadata", "resourceVersion"));
    var happened = same && dryRun.query() == null ? "patched (no change)" : "patched";
    output.print(session, answered(item, patched), happened);
  }

  /** What the server answered: of the subresource scale that is another kind. */
  private static Located answered(Located item, JsonNode patched) {
    if (!Trees.text(patched, "kind").equals("Scale")) {
      return Changes.with(item, patched);
    }
    var scale =
        new ResourceType(
            "autoscaling", "v1", "Scale", "scales", "scale", true, List.of(), List.of(), List.of());
    return new Located(scale, item.namespace(), patched, null);
  }
}
