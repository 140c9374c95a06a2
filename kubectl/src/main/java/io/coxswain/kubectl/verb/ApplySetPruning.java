package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.apply.ApplySet;
import io.coxswain.kubectl.apply.ApplySet.Scope;
import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.resource.ResourceType;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code apply --applyset --prune}: the parent is widened to what is applied before anything is,
 * and narrowed to it when everything else is deleted, so that nothing is lost in between.
 */
final class ApplySetPruning {
  private final Session session;
  private final DryRun dryRun;
  private final String validation;
  private final ApplySet set;
  private Scope before = Scope.empty();
  private final Scope now = Scope.empty();

  private ApplySetPruning(Session session, DryRun dryRun, String validation, ApplySet set) {
    this.session = session;
    this.dryRun = dryRun;
    this.validation = validation;
    this.set = set;
  }

  /** Is the flag to be had? It is alpha. */
  static boolean enabled(Session session) {
    return session.terminal().variable("KUBECTL_APPLYSET").equalsIgnoreCase("true");
  }

  /** By {@code [RESOURCE][.GROUP]/NAME}; a Secret where no type is named. */
  static ApplySetPruning of(Session session, String reference, DryRun dryRun, String validation) {
    var slash = reference.indexOf('/');
    var name = reference.substring(slash + 1);
    var word = slash < 0 ? "secrets" : reference.substring(0, slash);
    if (name.isEmpty()) {
      throw invalid(reference, "name cannot be blank");
    }
    var type =
        session
            .resources()
            .find(word)
            .orElseThrow(() -> invalid(reference, "no matches for /, Resource=" + word));
    // A namespace has to be said, so that no set is made in the wrong one.
    var namespace =
        type.namespaced() && session.config().namespaceGiven() ? session.namespace() : null;
    return new ApplySetPruning(session, dryRun, validation, new ApplySet(type, namespace, name));
  }

  private static KubectlException invalid(String reference, String why) {
    return KubectlException.error(
        "invalid parent reference " + JsonWriter.quote(reference) + ": " + why);
  }

  void check() {
    if (set.type().namespaced() && set.namespace() == null) {
      throw KubectlException.error("namespace is required to use namespace-scoped ApplySet");
    }
    if (!builtin() && !customParents().contains(set.type().qualifiedPlural())) {
      throw KubectlException.error(
          "resource \"%s, Resource=%s\" is not permitted as an ApplySet parent"
              .formatted(set.type().group() + "/" + set.type().version(), set.type().plural()));
    }
  }

  private boolean builtin() {
    return Set.of("secrets", "configmaps").contains(set.type().qualifiedPlural());
  }

  private List<String> customParents() {
    var definitions = session.resources().named("customresourcedefinitions");
    var query = Query.of().with("labelSelector", ApplySet.PARENT_TYPE);
    var list = session.api().get(definitions.collection(null) + query);
    return Trees.items(list, "items").stream().map(Trees::name).toList();
  }

  /** Makes the manifests members and the parent cover them. */
  void begin(List<Located> objects) {
    objects.forEach(item -> set.adopt((ObjectNode) item.object()));
    fetch();
    for (var item : objects) {
      now.kinds().add(item.type().groupKind());
      if (item.namespace() != null) {
        now.namespaces().add(item.namespace());
      }
    }
    update(before.and(now));
  }

  private void fetch() {
    try {
      before = set.scope(session.api().get(set.type().path(set.namespace(), set.name())));
    } catch (ApiError e) {
      if (!e.isNotFound()) {
        throw KubectlException.error(
            "failed to fetch ApplySet parent object \"%s\": %s".formatted(set, e.serverMessage()));
      }
      if (!builtin()) {
        throw KubectlException.error(
            "custom resource ApplySet parents cannot be created automatically");
      }
    }
  }

  private void update(Scope scope) {
    if (dryRun.client()) {
      return;
    }
    try {
      patch(scope, false);
    } catch (ApiError e) {
      if (!e.isConflict()) {
        throw failed(e);
      }
      try {
        patch(scope, true); // these fields are ours
      } catch (ApiError again) {
        throw failed(again);
      }
    }
  }

  private static KubectlException failed(ApiError e) {
    return KubectlException.error("failed to update ApplySet: " + e.serverMessage());
  }

  private void patch(Scope scope, boolean force) {
    var query =
        Query.of()
            .with("dryRun", dryRun.query())
            .with("fieldManager", ApplySet.MANAGER)
            .with("fieldValidation", validation)
            .with("force", force);
    session
        .api()
        .patch(
            set.type().path(set.namespace(), set.name()) + query,
            set.manifest(scope, Session.VERSION),
            ApiClient.APPLY_PATCH);
  }

  /** Deletes the members that were not among what was applied, and hands each over. */
  void end(Set<String> applied, Consumer<Located> pruned) {
    for (var item : members()) {
      if (!applied.contains(Trees.text(item.object(), "metadata", "uid"))) {
        delete(item);
        pruned.accept(item);
      }
    }
    try {
      update(now);
    } catch (KubectlException e) {
      throw KubectlException.error(
          "apply and prune succeeded, but ApplySet update failed: "
              + String.valueOf(e.getMessage()).replaceFirst("^error: ", ""));
    }
  }

  private List<Located> members() {
    var members = new ArrayList<Located>();
    for (var kind : before.kinds()) {
      var type = type(kind);
      if (!type.namespaced()) {
        list(type, null, members);
      }
      for (var namespace : type.namespaced() ? before.namespaces() : Set.<String>of()) {
        list(type, namespace, members);
      }
    }
    return members;
  }

  private ResourceType type(String groupKind) {
    return session
        .resources()
        .ofGroupKind(groupKind)
        .orElseThrow(
            () ->
                KubectlException.error(
                    "parsing ApplySet annotation on \"%s\": could not find mapping for kind in \"applyset.kubernetes.io/contains-group-kinds\" annotation: no matches for kind \"%s\" in group \"%s\""
                        .formatted(
                            set,
                            groupKind.split("\\.", 2)[0],
                            groupKind.contains(".") ? groupKind.split("\\.", 2)[1] : "")));
  }

  private void list(
      ResourceType type, @org.jspecify.annotations.Nullable String namespace, List<Located> into) {
    var selectors = new SelectorOptions();
    selectors.labels = ApplySet.PART_OF + "=" + set.id();
    new Finder(session, new Failures())
        .pages(
            type,
            namespace,
            selectors,
            ApiClient.JSON,
            "",
            page ->
                Trees.items(page, "items")
                    .forEach(item -> into.add(new Located(type, namespace, item, null))));
  }

  private void delete(Located item) {
    if (dryRun.client()) {
      return;
    }
    var options = Trees.object();
    options.put("apiVersion", "v1");
    options.put("kind", "DeleteOptions");
    options.put("propagationPolicy", "Background");
    try {
      session.api().delete(item.path() + Query.of().with("dryRun", dryRun.query()), options);
    } catch (ApiError e) {
      if (!e.isNotFound()) {
        var where = item.namespace() == null ? "" : item.namespace() + "/";
        throw KubectlException.error(
            "pruning %s %s%s: %s"
                .formatted(item.type().groupKind(), where, item.name(), e.serverMessage()));
      }
    }
  }
}
