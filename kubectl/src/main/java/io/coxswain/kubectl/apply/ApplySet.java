package io.coxswain.kubectl.apply;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.ResourceType;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The object that remembers which objects are applied together, its parent (KEP-3659): members
 * carry its id as a label, it carries their kinds and namespaces as annotations.
 *
 * @param namespace null where the parent's type has none
 */
public record ApplySet(ResourceType type, @Nullable String namespace, String name) {
  public static final String PART_OF = "applyset.kubernetes.io/part-of";
  public static final String PARENT_TYPE = "applyset.kubernetes.io/is-parent-type";
  public static final String MANAGER = "kubectl-applyset";
  private static final String ID = "applyset.kubernetes.io/id";
  private static final String TOOLING = "applyset.kubernetes.io/tooling";
  private static final String KINDS = "applyset.kubernetes.io/contains-group-kinds";
  private static final String NAMESPACES = "applyset.kubernetes.io/additional-namespaces";
  private static final String TOOL = "kubectl";

  /**
   * Where members are.
   *
   * @param kinds {@code Deployment.apps}, {@code ConfigMap}
   * @param namespaces those of members, the parent's own among them
   */
  public record Scope(SortedSet<String> kinds, SortedSet<String> namespaces) {
    public static Scope empty() {
      return new Scope(new TreeSet<>(), new TreeSet<>());
    }

    public Scope and(Scope other) {
      var both = empty();
      both.kinds.addAll(kinds);
      both.kinds.addAll(other.kinds);
      both.namespaces.addAll(namespaces);
      both.namespaces.addAll(other.namespaces);
      return both;
    }
  }

  /** The label's value: a hash of name, namespace, kind and group of the parent. */
  public String id() {
    var text =
        String.join(".", name, namespace == null ? "" : namespace, type.kind(), type.group());
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "applyset-" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + "-v1";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Marks a manifest as a member. */
  public void adopt(ObjectNode manifest) {
    var labels = Trees.ensure(manifest, "metadata", "labels");
    if (labels.has(PART_OF)) {
      throw KubectlException.error(
          "ApplySet label " + JsonWriter.quote(PART_OF) + " already set in input data");
    }
    labels.put(PART_OF, id());
  }

  /** What the parent is applied as; the version is the tool's. */
  public ObjectNode manifest(Scope scope, String version) {
    var manifest = Trees.object();
    manifest.put("apiVersion", type.apiVersion());
    manifest.put("kind", type.kind());
    var metadata = Trees.ensure(manifest, "metadata");
    metadata.put("name", name);
    if (namespace != null) {
      metadata.put("namespace", namespace);
    }
    var others = new TreeSet<>(scope.namespaces());
    if (namespace != null) {
      others.remove(namespace);
    }
    var annotations = Trees.ensure(metadata, "annotations");
    annotations.put(TOOLING, TOOL + "/" + version);
    annotations.put(KINDS, String.join(",", scope.kinds()));
    annotations.put(NAMESPACES, String.join(",", others));
    Trees.ensure(metadata, "labels").put(ID, id());
    return manifest;
  }

  /** Where the parent says that members are; refuses a parent that is not one of ours. */
  public Scope scope(JsonNode parent) {
    var annotations = Trees.textMap(parent, "metadata", "annotations");
    var labels = Trees.textMap(parent, "metadata", "labels");
    var tooling = annotations.get(TOOLING);
    if (tooling == null) {
      throw refused(
          "already exists and is missing required annotation " + JsonWriter.quote(TOOLING));
    }
    var tool = tooling.contains("/") ? tooling.substring(0, tooling.lastIndexOf('/')) : tooling;
    if (!tool.equals(TOOL)) {
      throw refused(
          "already exists and is managed by tooling \"%s\" instead of \"%s\""
              .formatted(tool, TOOL));
    }
    var id = labels.get(ID);
    if (id == null) {
      throw refused("exists and does not have required label " + ID);
    }
    if (!id.equals(id())) {
      throw refused(
          "exists and has incorrect value for label \"%s\" (got: %s, want: %s)"
              .formatted(ID, id, id()));
    }
    var kinds = annotations.get(KINDS);
    if (kinds == null) {
      throw KubectlException.error(
          "parsing ApplySet annotation on \"%s\": kubectl requires the \"%s\" annotation to be set on all ApplySet parent objects"
              .formatted(this, KINDS));
    }
    var scope = Scope.empty();
    split(kinds, scope.kinds());
    split(annotations.getOrDefault(NAMESPACES, ""), scope.namespaces());
    if (namespace != null) {
      scope.namespaces().add(namespace);
    }
    return scope;
  }

  private static void split(String list, SortedSet<String> into) {
    for (var word : list.split(",", -1)) {
      if (!word.isEmpty()) {
        into.add(word);
      }
    }
  }

  private KubectlException refused(String why) {
    return KubectlException.error("ApplySet parent object \"" + this + "\" " + why);
  }

  /** As the flag names it, the group always with its dot. */
  @Override
  public String toString() {
    return type.plural() + "." + type.group() + "/" + name;
  }
}
