package io.coxswain.kubectl.command;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.kustomize.FileTree;
import io.coxswain.kubectl.kustomize.Kustomize;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.resource.Manifests;
import io.coxswain.kubectl.resource.ResourceArguments;
import io.coxswain.kubectl.resource.ResourceType;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds the objects that files, arguments and selectors mean. */
public final class Finder {
  private static final int PAGE = 500;
  private final Session session;
  private final Failures failures;

  public Finder(Session session, Failures failures) {
    this.session = session;
    this.failures = failures;
  }

  /** The objects as written in files, with the namespace they will go to. */
  public List<Located> local(FileOptions files) {
    return located(files, true);
  }

  /** The same without the namespace that a file does not name: nothing goes to the server. */
  public List<Located> manifests(FileOptions files) {
    return located(files, false);
  }

  private List<Located> located(FileOptions files, boolean placing) {
    if (!files.kustomize.isEmpty()) {
      return kustomized(files, placing);
    }
    var manifests = new Manifests(session.terminal());
    var result = new ArrayList<Located>();
    for (var document : manifests.read(files.files, files.recursive)) {
      var located = failures.attempt(() -> place(document, placing));
      if (located != null) {
        result.add(located);
      }
    }
    manifests.problems().forEach(failures::add);
    return result;
  }

  private List<Located> kustomized(FileOptions files, boolean placing) {
    if (!files.files.isEmpty()) {
      throw KubectlException.error("only one of -f or -k can be specified");
    }
    if (files.recursive) {
      throw KubectlException.error("the -k flag can't be used with -f or -R");
    }
    var kustomize = new Kustomize(FileTree.ofDisk());
    var objects = kustomize.build(session.terminal().directory(), files.kustomize);
    kustomize.warnings().forEach(session.err()::println);
    var result = new ArrayList<Located>();
    for (var object : objects) {
      failures.attempt(
          () -> result.add(place(new Manifests.Document(object, files.kustomize), placing)));
    }
    return result;
  }

  private Located place(Manifests.Document document, boolean placing) {
    var object = document.object();
    var apiVersion = text(object, "apiVersion");
    var kind = text(object, "kind");
    var written = Trees.namespace(object);
    var type =
        session
            .resources()
            .ofKind(apiVersion, kind)
            .orElseThrow(() -> noMatch(document, apiVersion, kind));
    if (!type.namespaced()) {
      return new Located(type, null, object, document.source());
    }
    var config = session.config();
    if (!written.isEmpty() && config.namespaceGiven() && !written.equals(config.namespace())) {
      throw KubectlException.error(
          "the namespace from the provided object %s does not match the namespace %s. You must pass '--namespace=%s' to perform this operation."
              .formatted(JsonWriter.quote(written), JsonWriter.quote(config.namespace()), written));
    }
    var namespace = written.isEmpty() ? config.namespace() : written;
    if (written.isEmpty() && placing) {
      Trees.ensure(object, "metadata").put("namespace", namespace);
    }
    return new Located(type, namespace, object, document.source());
  }

  private static KubectlException noMatch(
      Manifests.Document document, String apiVersion, String kind) {
    return KubectlException.error(
        "resource mapping not found for name: %s namespace: %s from %s: no matches for kind %s in version %s\nensure CRDs are installed first"
            .formatted(
                JsonWriter.quote(Trees.name(document.object())),
                JsonWriter.quote(Trees.namespace(document.object())),
                JsonWriter.quote(document.source()),
                JsonWriter.quote(kind),
                JsonWriter.quote(apiVersion)));
  }

  /**
   * The server's objects for files or arguments and selectors. Errors of single objects are
   * collected.
   */
  public List<Located> fetch(
      FileOptions files, List<String> arguments, SelectorOptions selectors, boolean all) {
    var result = new ArrayList<Located>();
    if (!files.isEmpty()) {
      for (var item : local(files)) {
        failures.attempt(() -> result.add(current(item)));
      }
      return result;
    }
    for (var target : ResourceArguments.parse(session.resources(), arguments)) {
      var name = target.name();
      if (name != null) {
        refuseNameWithSelector(selectors, all);
        failures.attempt(() -> result.add(named(target.type(), name)));
      } else if (all || !selectors.isEmpty()) {
        failures.attempt(() -> result.addAll(list(target.type(), selectors)));
      } else {
        throw KubectlException.error("resource(s) were provided, but no name was specified");
      }
    }
    return result;
  }

  private static void refuseNameWithSelector(SelectorOptions selectors, boolean all) {
    if (!selectors.isEmpty()) {
      throw KubectlException.error("name cannot be provided when a selector is specified");
    }
    if (all) {
      throw KubectlException.error("setting 'all' parameter but found a non empty selector. ");
    }
  }

  public Located named(ResourceType type, String name) {
    var namespace = session.namespaceFor(type);
    return new Located(type, namespace, get(type, namespace, name), null);
  }

  private Located current(Located local) {
    var object = get(local.type(), local.namespace(), local.name());
    return new Located(local.type(), local.namespace(), object, local.source());
  }

  /** GET of one object; a server that does not serve the type is said to not have it. */
  public JsonNode get(ResourceType type, @Nullable String namespace, String name) {
    return get(type, namespace, type.path(namespace, name), "application/json");
  }

  /**
   * GET of one object, or of a subresource of it, in the representation asked for. Where the object
   * is not found because its namespace is not there, the error is the namespace's.
   */
  public JsonNode get(ResourceType type, @Nullable String namespace, String path, String accept) {
    try {
      return served(type, () -> session.api().get(path, accept));
    } catch (ApiError e) {
      if (e.isNotFound() && namespace != null && !namespace.equals("default")) {
        refuseMissingNamespace(namespace);
      }
      throw e;
    }
  }

  private void refuseMissingNamespace(String namespace) {
    try {
      session.api().get("/api/v1/namespaces/" + Query.encode(namespace));
    } catch (ApiError e) {
      if (e.isNotFound() && !e.isUnknownPath()) {
        throw e;
      }
    }
  }

  /** The request's answer; an unknown path means that the server does not serve the type. */
  public static JsonNode served(ResourceType type, java.util.function.Supplier<JsonNode> request) {
    try {
      return request.get();
    } catch (ApiError e) {
      if (e.isUnknownPath()
          && e.serverMessage().equals("the server could not find the requested resource")) {
        throw KubectlException.error(
            "the server doesn't have a resource type \"" + type.plural() + "\"");
      }
      throw e;
    }
  }

  public List<Located> list(ResourceType type, SelectorOptions selectors) {
    var namespace = selectors.allNamespaces ? null : session.namespaceFor(type);
    var result = new ArrayList<Located>();
    pages(
        type,
        namespace,
        selectors,
        "application/json",
        "",
        page -> {
          for (var item : Trees.items(page, "items")) {
            if (item instanceof ObjectNode object) {
              object.put("apiVersion", type.apiVersion());
              object.put("kind", type.kind());
            }
            var where = type.namespaced() ? Trees.namespace(item) : null;
            result.add(new Located(type, where, item, null));
          }
        });
    return result;
  }

  /** Reads a list page by page. */
  public void pages(
      ResourceType type,
      @Nullable String namespace,
      SelectorOptions selectors,
      String accept,
      String includeObject,
      Consumer<JsonNode> reader) {
    var token = "";
    do {
      var query =
          Query.of()
              .with("labelSelector", selectors.labels)
              .with("fieldSelector", selectors.fields)
              .with("includeObject", includeObject)
              .with("limit", PAGE)
              .with("continue", token);
      var page = page(type, type.collection(namespace) + query, selectors, accept);
      reader.accept(page);
      token = text(page, "metadata", "continue");
    } while (!token.isEmpty());
  }

  private JsonNode page(ResourceType type, String path, SelectorOptions selectors, String accept) {
    try {
      return served(type, () -> session.api().get(path, accept));
    } catch (ApiError e) {
      if (!e.reason().equals("BadRequest")) {
        throw e;
      }
      var resource = type.group() + "/" + type.version() + ", Resource=" + type.plural();
      throw e.lookingFor(resource, selectors.labels, selectors.fields);
    }
  }
}
