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
import io.coxswain.kubectl.tree.Trees;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Replaces objects by what files say; with force, deletes them first. */
public final class ReplaceVerb extends Verb {
  @Mixin FileOptions files = new FileOptions();
  @Mixin DryRun dryRun = new DryRun();
  @Mixin OutputOption output = new OutputOption();
  @Mixin Validation validation = new Validation();

  @Mixin Deletion deletion = new Deletion();

  @Option(names = "--save-config", description = "Remember the manifest for a later apply.")
  boolean saveConfig;

  @Option(names = "--raw", description = "PUT the file to this path.")
  @Nullable String raw;

  @Option(names = "--subresource", description = "Replace this subresource: status or scale.")
  String subresource = "";

  @Option(names = "--field-manager", description = "Name of the owner of the fields.")
  String fieldManager = "kubectl-replace";

  @Override
  public int run(Session session) {
    if (files.isEmpty()) {
      throw KubectlException.error("must specify one of -f and -k");
    }
    if (raw != null) {
      var request = new RawRequest();
      request.check(raw, files, true, null, output.output != null);
      return request.send(session, "PUT", raw, files);
    }
    var failures = new Failures();
    for (var item : new Finder(session, failures).local(files)) {
      failures.attempt(() -> replace(session, item));
    }
    failures.raise();
    return 0;
  }

  private void replace(Session session, Located written) {
    var item =
        saveConfig
            ? Changes.with(written, LastApplied.annotate((ObjectNode) written.object()))
            : written;
    if (dryRun.client()) {
      output.print(session, item, "replaced" + dryRun.suffix());
      return;
    }
    var query =
        Query.of()
            .with("dryRun", dryRun.query())
            .with("fieldManager", fieldManager)
            .with("fieldValidation", validation.query());
    try {
      if (deletion.force) {
        recreate(session, item, query);
        return;
      }
      var suffix = subresource.isEmpty() ? "" : "/" + subresource;
      var replaced = session.api().put(item.path() + suffix + query, item.object());
      output.print(session, Changes.with(item, replaced), "replaced" + dryRun.suffix());
    } catch (ApiError e) {
      throw e.during("replacing", String.valueOf(item.source()));
    }
  }

  private void recreate(Session session, Located item, Query query) {
    try {
      session.api().delete(item.path(), deletion.options());
      session.out().println(item.type().qualifiedKind() + " \"" + item.name() + "\" deleted");
      new Waiting(session, deletion.atMost(Duration.ofMinutes(5)))
          .until(item, object -> object == null);
    } catch (ApiError e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
    var manifest = ((ObjectNode) item.object()).deepCopy();
    Trees.ensure(manifest, "metadata").remove("resourceVersion");
    var created = session.api().post(item.type().collection(item.namespace()) + query, manifest);
    output.print(session, Changes.with(item, created), "replaced");
  }
}
