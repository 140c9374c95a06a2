package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.apply.LastApplied;
import io.coxswain.kubectl.apply.OwnershipMigration;
import io.coxswain.kubectl.apply.ThreeWayPatch;
import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Validation;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.LabelSelector;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the server's objects what the manifests say: by a three-way patch against the manifest that
 * was last applied, or by server-side apply.
 */
public final class ApplyVerb extends Verb {
  private static final int TRIES = 5;

  @Mixin FileOptions files = new FileOptions();
  @Mixin DryRun dryRun = new DryRun();
  @Mixin OutputOption output = new OutputOption();
  @Mixin Validation validation = new Validation();
  @Mixin Pruning pruning = new Pruning();

  @Option(names = "--server-side", description = "Let the server merge (server-side apply).")
  boolean serverSide;

  @Option(names = "--force-conflicts", description = "Take over fields that others own.")
  boolean forceConflicts;

  @Option(names = "--field-manager", description = "Name of the owner of the applied fields.")
  String fieldManager = "";

  @Option(
      names = {"-l", "--selector"},
      description = "Apply the objects with these labels only.")
  String selector = "";

  @Option(
      names = "--overwrite",
      arity = "0..1",
      fallbackValue = "true",
      description = "Accepted: always so.")
  boolean overwrite = true;

  @Option(
      names = "--applyset",
      hidden = true,
      paramLabel = "[RESOURCE][.GROUP]/NAME",
      description = "Object that remembers what is applied, for --prune; alpha.")
  String applySet = "";

  @Mixin Deletion deletion = new Deletion();

  @Option(
      names = "--openapi-patch",
      arity = "0..1",
      fallbackValue = "true",
      description = "Accepted: patches are made by the kinds' own schema.")
  boolean openApiPatch = true;

  @Option(names = "--subresource", description = "Apply to this subresource: status or scale.")
  String subresource = "";

  @Override
  public int run(Session session) {
    if (files.isEmpty()) {
      throw KubectlException.error("must specify one of -f and -k");
    }
    if (forceConflicts && !serverSide) {
      throw KubectlException.error("--force-conflicts only works with --server-side");
    }
    if (serverSide && dryRun.client()) {
      throw KubectlException.error(
          "--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
    }
    checkDeletion();
    var set = applySet.isEmpty() ? null : applySet(session);
    if (set == null) {
      pruning.check(selector);
    }
    var failures = new Failures();
    var objects = new Finder(session, failures).local(files);
    if (!selector.isEmpty()) {
      var labels = LabelSelector.parse(selector);
      objects.removeIf(item -> !labels.matches(Trees.textMap(item.object(), "metadata", "labels")));
    }
    if (objects.isEmpty() && failures.none()) {
      throw KubectlException.error("no objects passed to apply");
    }
    if (set != null) {
      set.begin(objects);
    }
    for (var item : objects) {
      failures.attempt(() -> apply(session, item));
    }
    failures.raise();
    Consumer<Located> pruned = item -> output.print(session, item, "pruned" + dryRun.suffix());
    if (set != null) {
      set.end(pruning.applied(), pruned);
    } else if (pruning.wanted) {
      pruning.run(session, selector, dryRun, pruned);
    }
    return 0;
  }

  private void checkDeletion() {
    if (deletion.force && (serverSide || pruning.wanted)) {
      throw KubectlException.error(
          "--force cannot be used with " + (serverSide ? "--server-side" : "--prune"));
    }
    if (deletion.force && dryRun.query() != null) {
      throw KubectlException.error("--dry-run=server cannot be used with --force");
    }
    if (!subresource.isEmpty() && !serverSide) {
      throw KubectlException.error("--subresource can only be specified for --server-side");
    }
    if (!Set.of("", "status", "scale", "resize").contains(subresource)) {
      throw KubectlException.error(
          "invalid subresource value: \"%s\". Must be one of [status scale resize]"
              .formatted(subresource));
    }
  }

  private String path(Located item) {
    return item.path() + (subresource.isEmpty() ? "" : "/" + subresource);
  }

  private ApplySetPruning applySet(Session session) {
    if (!ApplySetPruning.enabled(session)) {
      throw KubectlException.error(
          "unknown flag: --applyset\nSee 'kubectl apply --help' for usage.");
    }
    var set = ApplySetPruning.of(session, applySet, dryRun, validation.query());
    if (!pruning.wanted) {
      throw KubectlException.error("--applyset requires --prune");
    }
    set.check();
    if (pruning.all || !selector.isEmpty() || !pruning.allowed.isEmpty()) {
      throw KubectlException.error(
          "--%s is incompatible with --applyset"
              .formatted(
                  pruning.all ? "all" : selector.isEmpty() ? "prune-allowlist" : "selector"));
    }
    return set;
  }

  private void apply(Session session, Located item) {
    var manifest = (ObjectNode) item.object();
    if (item.name().isEmpty()) {
      var generate = Trees.text(manifest, "metadata", "generateName");
      throw KubectlException.error(
          generate.isEmpty()
              ? "resource name may not be empty"
              : "from " + generate + ": cannot use generate name with apply");
    }
    if (serverSide) {
      applyOnServer(session, item);
      return;
    }
    var current = find(session, item);
    if (current.isEmpty()) {
      create(session, item, LastApplied.annotate(manifest));
    } else {
      patch(session, item, (ObjectNode) current.get());
    }
  }

  private Optional<JsonNode> find(Session session, Located item) {
    try {
      return Optional.of(session.api().get(item.path()));
    } catch (ApiError e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw KubectlException.error(
          "error when retrieving current configuration of:\n%s\nfrom server for: %s: %s"
              .formatted(describe(item), JsonWriter.quote(source(item)), e.serverMessage()));
    }
  }

  private static String describe(Located item) {
    return "Resource: \"%s, Resource=%s\", GroupVersionKind: \"%s, Kind=%s\"\nName: \"%s\", Namespace: \"%s\""
        .formatted(
            groupVersion(item),
            item.type().plural(),
            groupVersion(item),
            item.type().kind(),
            item.name(),
            item.namespace() == null ? "" : item.namespace());
  }

  private static String groupVersion(Located item) {
    return item.type().group() + "/" + item.type().version();
  }

  private static String source(Located item) {
    return item.source() == null ? "" : item.source();
  }

  private Query query() {
    return Query.of()
        .with("dryRun", dryRun.query())
        .with("fieldManager", fieldManager.isEmpty() ? "kubectl-client-side-apply" : fieldManager)
        .with("fieldValidation", validation.query());
  }

  private void create(Session session, Located item, ObjectNode annotated) {
    JsonNode created = annotated;
    if (!dryRun.client()) {
      try {
        created = session.api().post(item.type().collection(item.namespace()) + query(), annotated);
      } catch (ApiError e) {
        throw e.during("creating", source(item));
      }
    }
    print(session, item, created, "created");
  }

  private void patch(Session session, Located item, ObjectNode first) {
    var current = first;
    for (var attempt = 1; ; attempt++) {
      warnUnlessApplied(session, item, current);
      var patch = patch(item, current);
      if (patch.isEmpty() && !dryRun.client()) {
        print(session, item, current, "unchanged");
        return;
      }
      try {
        print(session, item, send(session, item, patch, current), "configured");
        return;
      } catch (ApiError e) {
        if (deletion.force && (e.isConflict() || e.reason().equals("Invalid"))) {
          print(session, item, recreate(session, item, current), "configured");
          return;
        }
        if (!e.isConflict() || attempt == TRIES) {
          throw refused(item, patch, e);
        }
        current = (ObjectNode) session.api().get(item.path());
      }
    }
  }

  private static ThreeWayPatch patch(Located item, ObjectNode current) {
    var original = LastApplied.of(current);
    return ThreeWayPatch.of(
        original == null ? Trees.object() : original,
        LastApplied.annotate((ObjectNode) item.object()),
        current);
  }

  private void warnUnlessApplied(Session session, Located item, ObjectNode current) {
    if (LastApplied.of(current) == null && !dryRun.client()) {
      session
          .err()
          .printf(
              "Warning: resource %s/%s is missing the %s annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.%n",
              item.type().plural(), item.name(), LastApplied.ANNOTATION);
    }
  }

  private JsonNode send(Session session, Located item, ThreeWayPatch patch, JsonNode current) {
    if (dryRun.client()) {
      return current;
    }
    var type = patch.strategic() ? ApiClient.STRATEGIC_PATCH : ApiClient.MERGE_PATCH;
    return session.api().patch(item.path() + query(), patch.patch(), type);
  }

  /** The manifest in the place of what can't become it; what was there again if that fails. */
  private JsonNode recreate(Session session, Located item, ObjectNode current) {
    session.api().delete(item.path(), deletion.options());
    new Waiting(session, deletion.atMost(Duration.ofMinutes(5)))
        .until(item, object -> object == null);
    var collection = item.type().collection(item.namespace()) + query();
    try {
      return session.api().post(collection, LastApplied.annotate((ObjectNode) item.object()));
    } catch (ApiError e) {
      var before = current.deepCopy();
      Trees.ensure(before, "metadata").remove(List.of("resourceVersion", "uid"));
      session.api().post(collection, before);
      throw e;
    }
  }

  private static KubectlException refused(Located item, ThreeWayPatch patch, ApiError e) {
    var doing =
        "applying patch:\n"
            + JsonWriter.compact(patch.patch())
            + "\nto:\n"
            + describe(item)
            + "\nfor:";
    return e.during(doing, source(item));
  }

  private void applyOnServer(Session session, Located item) {
    var manifest = ((ObjectNode) item.object()).deepCopy();
    var query =
        Query.of()
            .with("dryRun", dryRun.query())
            .with("fieldManager", fieldManager.isEmpty() ? "kubectl" : fieldManager)
            .with("fieldValidation", validation.query())
            .with("force", forceConflicts);
    try {
      var applied = session.api().patch(path(item) + query, manifest, ApiClient.APPLY_PATCH);
      if (fieldManager.isEmpty() && dryRun.query() == null && migrate(session, item, applied)) {
        applied = session.api().patch(item.path() + query, manifest, ApiClient.APPLY_PATCH);
      }
      print(session, item, applied, "serverside-applied");
    } catch (ApiError e) {
      if (!e.isConflict()) {
        throw e;
      }
      throw conflict(e);
    }
  }

  /** Takes over what client-side apply owned; returns whether it owned anything. */
  private static boolean migrate(Session session, Located item, JsonNode applied) {
    var current = applied;
    for (var attempt = 1; ; attempt++) {
      if (OwnershipMigration.patch(current, "kubectl").isEmpty()) {
        return false;
      }
      if (current instanceof ObjectNode object && LastApplied.of(object) != null) {
        current = keepLastApplied(session, item, object);
      }
      var patch = OwnershipMigration.patch(current, "kubectl");
      if (patch.isEmpty()) {
        return false;
      }
      try {
        session.api().patch(item.path(), patch.get(), ApiClient.JSON_PATCH);
        return true;
      } catch (ApiError e) {
        if (!e.isConflict() || attempt == TRIES) {
          throw e;
        }
        current = session.api().get(item.path());
      }
    }
  }

  /** Gives the annotation an owner of its own: the manifest does not have it. */
  private static JsonNode keepLastApplied(Session session, Located item, ObjectNode object) {
    var annotation = Trees.object();
    annotation.put("apiVersion", item.type().apiVersion());
    annotation.put("kind", item.type().kind());
    var metadata = Trees.ensure(annotation, "metadata");
    metadata.put("name", item.name());
    Trees.ensure(metadata, "annotations")
        .put(
            LastApplied.ANNOTATION,
            Trees.text(object, "metadata", "annotations", LastApplied.ANNOTATION));
    var query =
        Query.of().with("fieldManager", OwnershipMigration.LAST_APPLIED_OWNER).with("force", true);
    return session.api().patch(item.path() + query, annotation, ApiClient.APPLY_PATCH);
  }

  private static KubectlException conflict(ApiError e) {
    return KubectlException.error(
        """
        %s
        Please review the fields above--they currently have other managers. Here
        are the ways you can resolve this warning:
        * If you intend to manage all of these fields, please re-run the apply
          command with the `--force-conflicts` flag.
        * If you do not intend to manage all of the fields, please edit your
          manifest to remove references to the fields that should keep their
          current managers.
        * You may co-own fields by updating your manifest to match the existing
          value; in this case, you'll become the manager if the other manager(s)
          stop managing the field (remove it from their configuration).
        See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts"""
            .formatted(e.serverMessage()));
  }

  private void print(Session session, Located item, JsonNode object, String happened) {
    var shown = new Located(item.type(), item.namespace(), object, item.source());
    pruning.keep(shown);
    output.print(session, shown, happened + dryRun.suffix());
  }
}
