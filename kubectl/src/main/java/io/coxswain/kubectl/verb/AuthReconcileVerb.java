package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;
import static io.coxswain.kubectl.tree.Trees.texts;

import io.coxswain.kubectl.access.Reconciliation;
import io.coxswain.kubectl.access.Reconciliation.Operation;
import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings RBAC objects to what files say, uniting rules and subjects instead of replacing them. */
public final class AuthReconcileVerb extends Verb {
  private static final String GROUP = "rbac.authorization.k8s.io";
  private static final int TRIES = 4;

  @Mixin FileOptions files = new FileOptions();
  @Mixin DryRun dryRun = new DryRun();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--remove-extra-permissions", description = "Take rules away that no file has.")
  boolean removeExtraPermissions;

  @Option(names = "--remove-extra-subjects", description = "Take subjects away that no file has.")
  boolean removeExtraSubjects;

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (files.isEmpty()) {
      throw KubectlException.error("must specify one of -f and -k");
    }
    if (!arguments.isEmpty()) {
      throw KubectlException.error("no arguments are allowed");
    }
    if (!dryRun.client() && dryRun.query() != null) {
      throw KubectlException.error("--dry-run=server for command reconcile is not supported yet");
    }
    var failures = new Failures();
    for (var item : new Finder(session, failures).local(files)) {
      if (item.type().group().equals(GROUP)) {
        failures.attempt(() -> reconcile(session, item));
      }
    }
    failures.raise();
    return 0;
  }

  private void reconcile(Session session, Located item) {
    if (!item.type().version().equals("v1")) {
      throw KubectlException.error(
          "only rbac.authorization.k8s.io/v1 is supported: not *%s.%s"
              .formatted(item.type().version(), item.type().kind()));
    }
    for (var attempt = 1; ; attempt++) {
      var existing = existing(session, item);
      var result = Reconciliation.of(existing, (ObjectNode) item.object(), removesExtra(item));
      try {
        var written =
            dryRun.client() || result.optedOut()
                ? result.object()
                : write(session, item, result, existing);
        report(session, item, result, written);
        return;
      } catch (ApiError e) {
        // Somebody else made or deleted the object in between.
        if (!e.isAlreadyExists() && !e.isNotFound() || attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private boolean removesExtra(Located item) {
    return isBinding(item) ? removeExtraSubjects : removeExtraPermissions;
  }

  private static boolean isBinding(Located item) {
    return item.type().kind().endsWith("Binding");
  }

  private static @Nullable ObjectNode existing(Session session, Located item) {
    try {
      return (ObjectNode) session.api().get(item.path());
    } catch (ApiError e) {
      if (e.isNotFound()) {
        return null;
      }
      throw e;
    }
  }

  private static JsonNode write(
      Session session, Located item, Reconciliation result, @Nullable ObjectNode existing) {
    return switch (result.operation()) {
      case NONE -> result.object();
      case UPDATE -> session.api().put(item.path(), result.object());
      case RECREATE -> {
        delete(session, item, existing == null ? "" : text(existing, "metadata", "uid"));
        yield create(session, item, result.object());
      }
      case CREATE -> create(session, item, result.object());
    };
  }

  private static void delete(Session session, Located item, String uid) {
    var options = Trees.object();
    Trees.ensure(options, "preconditions").put("uid", uid);
    try {
      session.api().delete(item.path(), options);
    } catch (ApiError e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  private static JsonNode create(Session session, Located item, ObjectNode object) {
    if (item.namespace() != null) {
      ensureNamespace(session, item.namespace());
    }
    return session.api().post(item.type().collection(item.namespace()), object);
  }

  private static void ensureNamespace(Session session, String name) {
    var type = session.resources().named("namespaces");
    try {
      session.api().get(type.path(null, name));
    } catch (ApiError e) {
      if (!e.isNotFound()) {
        throw e;
      }
      try {
        session.api().post(type.collection(null), GeneratorVerb.object("v1", "Namespace", name));
      } catch (ApiError refused) {
        if (!refused.isAlreadyExists() && !refused.reason().equals("Forbidden")) {
          throw refused;
        }
      }
    }
  }

  private void report(Session session, Located item, Reconciliation result, JsonNode written) {
    output.print(session, Changes.with(item, written), "reconciled" + dryRun.suffix());
    if (result.operation() == Operation.NONE) {
      return;
    }
    var err = session.err();
    err.println(
        "\treconciliation required "
            + result.operation().name().toLowerCase(Locale.ROOT)
            + (result.optedOut()
                ? ", but object opted out (rbac.authorization.kubernetes.io/autoupdate: false)"
                : ""));
    var what = isBinding(item) ? "subjects" : "rules";
    list(session, "missing " + what + " added", result.missing());
    if (removesExtra(item)) {
      list(session, "extra " + what + " removed", result.extra());
    }
  }

  private static void list(Session session, String title, List<JsonNode> entries) {
    if (!entries.isEmpty()) {
      session.err().println("\t" + title + ":");
      entries.forEach(entry -> session.err().println("\t\t" + described(entry)));
    }
  }

  /** As Go prints the struct. */
  private static String described(JsonNode entry) {
    if (entry.has("kind")) {
      return "{Kind:%s APIGroup:%s Name:%s Namespace:%s}"
          .formatted(
              text(entry, "kind"),
              text(entry, "apiGroup"),
              text(entry, "name"),
              text(entry, "namespace"));
    }
    return "{Verbs:%s APIGroups:%s Resources:%s ResourceNames:%s NonResourceURLs:%s}"
        .formatted(
            words(entry, "verbs"),
            words(entry, "apiGroups"),
            words(entry, "resources"),
            words(entry, "resourceNames"),
            words(entry, "nonResourceURLs"));
  }

  private static String words(JsonNode entry, String field) {
    return "[" + String.join(" ", texts(entry, field)) + "]";
  }
}
