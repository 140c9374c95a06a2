package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.ResourceType;
import io.coxswain.kubectl.tree.Trees;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The text of {@code kubectl explain} from an OpenAPI v3 document. */
public final class ExplainText {
  private static final int WIDTH = 80;
  private static final int SHOWN_VALUES = 4;
  private final JsonNode document;
  private final ResourceType type;
  private final boolean recursive;
  private final StringBuilder out = new StringBuilder();

  public ExplainText(JsonNode document, ResourceType type, boolean recursive) {
    this.document = document;
    this.type = type;
    this.recursive = recursive;
  }

  /** The kind's text, or that of the field at a path. */
  public void write(JsonNode kind, List<String> path) {
    if (!type.group().isEmpty()) {
      out.append("GROUP:      ").append(type.group()).append('\n');
    }
    out.append("KIND:       ").append(type.kind()).append('\n');
    out.append("VERSION:    ").append(type.version()).append("\n\n");
    if (!field(kind, path)) {
      throw KubectlException.error("field \"%s\" does not exist".formatted(path.getLast()));
    }
    out.append('\n');
  }

  /** What is written so far: of a field that does not exist, what stands before it. */
  public String written() {
    return out.toString();
  }

  /** Follows the path through references, lists and maps; false where it leads nowhere. */
  private boolean field(JsonNode schema, List<String> path) {
    var resolved = resolve(schema);
    if (path.isEmpty()) {
      explain(resolved);
      return true;
    }
    var next = resolved.path("properties").get(path.getFirst());
    if (next != null) {
      if (path.size() == 1) {
        out.append("FIELD: ").append(path.getFirst());
        out.append(" <").append(typeOf(next)).append(">\n");
        allValues(next);
        out.append("\n\n");
      }
      return field(next, path.subList(1, path.size()));
    }
    if (resolved.has("items")) {
      return field(resolved.path("items"), path);
    }
    if (resolved.path("additionalProperties").isObject()) {
      return field(resolved.path("additionalProperties"), path);
    }
    return Trees.items(resolved, "allOf").stream().anyMatch(part -> field(part, path));
  }

  private void explain(JsonNode schema) {
    out.append("DESCRIPTION:\n");
    var before = out.length();
    describe(schema);
    out.append(out.length() == before ? "    <empty>\n" : "    \n");
    var start = out.length();
    fields(schema, 1, Set.of());
    if (out.length() > start) {
      out.insert(start, "FIELDS:\n");
    }
  }

  private void describe(JsonNode schema) {
    var resolved = resolve(schema);
    var text = text(resolved, "description");
    if (!text.isEmpty()) {
      wrap(text, "    ");
    }
    parts(resolved).forEach(this::describe);
  }

  /** The schemas behind one: what it extends, its elements, its values. */
  private static List<JsonNode> parts(JsonNode schema) {
    var parts = Trees.items(schema, "allOf");
    if (schema.has("items")) {
      parts.add(schema.path("items"));
    }
    if (schema.path("additionalProperties").isObject()) {
      parts.add(schema.path("additionalProperties"));
    }
    return parts;
  }

  private void fields(JsonNode schema, int level, Set<String> seen) {
    var reference = text(schema, "$ref");
    if (seen.contains(reference)) {
      return;
    }
    var within = new HashSet<>(seen);
    if (!reference.isEmpty()) {
      within.add(reference);
    }
    var resolved = resolve(schema);
    var required = Trees.texts(resolved, "required");
    Trees.sorted(resolved, "properties")
        .forEach(
            (name, field) -> {
              line(name, field, required.contains(name), "  ".repeat(level));
              if (recursive) {
                fields(field, level + 1, within);
              }
            });
    parts(resolved).forEach(part -> fields(part, level, within));
  }

  private void line(String name, JsonNode field, boolean required, String indent) {
    out.append(indent).append(name).append("\t<").append(typeOf(field)).append('>');
    out.append(required ? " -required-\n" : "\n");
    firstValues(field, indent);
    if (!recursive) {
      var text = text(field, "description");
      wrap(text.isEmpty() ? "<no description>" : text, indent + "  ");
      out.append('\n');
    }
  }

  private void allValues(JsonNode field) {
    var values = Trees.items(field, "enum");
    if (!values.isEmpty()) {
      out.append("ENUM:");
    }
    values.forEach(value -> out.append("\n    ").append(shown(value)));
  }

  private void firstValues(JsonNode field, String indent) {
    var values = Trees.items(field, "enum").stream().map(ExplainText::shown).toList();
    if (!values.isEmpty()) {
      var few = values.subList(0, Math.min(SHOWN_VALUES, values.size()));
      out.append(indent).append("enum: ").append(String.join(", ", few));
      out.append(values.size() > SHOWN_VALUES ? ", ....\n" : "\n");
    }
  }

  private static String shown(JsonNode value) {
    var text = Trees.scalar(value);
    return text.isEmpty() ? "\"\"" : text;
  }

  /** The type's short name as explain shows it: {@code []Container}, {@code map[string]string}. */
  private String typeOf(JsonNode field) {
    if (field.has("items")) {
      return "[]" + typeOf(field.path("items"));
    }
    if (field.path("additionalProperties").isObject()) {
      return "map[string]" + typeOf(field.path("additionalProperties"));
    }
    if (field.path("allOf").size() == 1 && !field.has("properties")) {
      return typeOf(field.path("allOf").path(0));
    }
    var reference = text(field, "$ref");
    var name = text(reference.isEmpty() ? field : resolve(field), "type");
    if (!name.isEmpty() && !name.equals("object")) {
      return name;
    }
    return reference.isEmpty() ? "Object" : reference.substring(reference.lastIndexOf('.') + 1);
  }

  private JsonNode resolve(JsonNode field) {
    var reference = text(field, "$ref");
    var name = reference.substring(reference.lastIndexOf('/') + 1);
    var schema = Trees.at(document, "components", "schemas", name);
    return reference.isEmpty() || schema.isMissingNode() ? field : schema;
  }

  private void wrap(String text, String indent) {
    for (var line : WrappedText.lines(text, WIDTH - indent.length())) {
      out.append(indent).append(line).append('\n');
    }
  }
}
