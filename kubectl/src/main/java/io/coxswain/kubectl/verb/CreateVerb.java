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
import io.coxswain.kubectl.resource.Located;
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
    var failures = new Failures();
    var objects = new Finder(session, failures).local(files);
    if (raw != null) {
      var answer =
          session
              .api()
              .sendText(
                  "POST", raw, objects.getFirst().object(), "application/json", "application/json");
      session.out().write(answer, 0, answer.length);
      return 0;
    }
    if (objects.isEmpty() && failures.none()) {
      throw KubectlException.error("no objects passed to create");
    }
    for (var item : objects) {
      failures.attempt(() -> create(session, item));
    }
    failures.raise();
    return 0;
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
