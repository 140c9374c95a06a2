package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.ResourceType;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The text of {@code kubectl explain} from an OpenAPI v3 document. */
public final class ExplainText {
  private static final int WIDTH = 80;
  private static final int DEEPEST = 40;
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
    var field = kind;
    for (var name : path) {
      var properties = object(field).path("properties");
      var next = properties.get(name);
      if (next == null) {
        throw KubectlException.error("field \"%s\" does not exist".formatted(name));
      }
      field = next;
    }
    if (!path.isEmpty()) {
      out.append("FIELD: ").append(path.getLast()).append(" <").append(typeOf(field)).append(">\n");
      enumeration(field, "");
      out.append("\n\n");
    }
    out.append("DESCRIPTION:\n");
    description(field);
    fields(object(field));
    out.append(recursive || !object(field).has("properties") ? "\n" : "\n\n");
  }

  /** What is written so far: of a field that does not exist, what stands before it. */
  public String written() {
    return out.toString();
  }

  private void description(JsonNode field) {
    var own = text(field, "description");
    var object = text(object(field), "description");
    wrap(own.isEmpty() ? object : own, "    ");
    if (!own.isEmpty() && !object.isEmpty()) {
      wrap(object, "    ");
    }
    if (own.isEmpty() && object.isEmpty()) {
      out.append("    <empty>\n");
    }
    out.append("    \n");
  }

  private void fields(JsonNode object) {
    var properties = Trees.sorted(object, "properties");
    if (properties.isEmpty()) {
      return;
    }
    out.append("FIELDS:\n");
    if (recursive) {
      tree(object, "  ", 0);
      return;
    }
    var required = Trees.texts(object, "required");
    properties.forEach(
        (name, field) -> {
          line(name, field, required.contains(name), "  ");
          enumeration(field, "  ");
          var text = text(field, "description");
          wrap(text.isEmpty() ? "<no description>" : text, "    ");
          out.append('\n');
        });
    out.setLength(out.length() - 1);
  }

  private void tree(JsonNode object, String indent, int depth) {
    var required = Trees.texts(object, "required");
    Trees.sorted(object, "properties")
        .forEach(
            (name, field) -> {
              line(name, field, required.contains(name), indent);
              enumeration(field, indent);
              // Schemas such as JSONSchemaProps contain themselves.
              if (depth < DEEPEST
                  && !(indent.length() > 2 && reference(field).endsWith("JSONSchemaProps"))) {
                tree(object(field), indent + "  ", depth + 1);
              }
            });
  }

  private void line(String name, JsonNode field, boolean required, String indent) {
    out.append(indent).append(name).append('\t').append('<').append(typeOf(field)).append('>');
    out.append(required ? " -required-\n" : "\n");
  }

  private void enumeration(JsonNode field, String indent) {
    var values = new ArrayList<>(Trees.texts(resolve(field), "enum"));
    if (!values.isEmpty()) {
      out.append(indent).append("enum: ").append(String.join(", ", values)).append('\n');
    }
  }

  /** The type's short name as explain shows it: {@code []Container}, {@code map[string]string}. */
  private String typeOf(JsonNode field) {
    var reference = reference(field);
    if (!reference.isEmpty()) {
      var target = resolve(field);
      var name = reference.substring(reference.lastIndexOf('.') + 1);
      return target.has("properties")
              || text(target, "type").equals("object")
              || text(target, "type").isEmpty()
          ? name
          : text(target, "type").equals("string") ? name : text(target, "type");
    }
    return switch (text(field, "type")) {
      case "array" -> "[]" + typeOf(field.path("items"));
      case "object" ->
          field.path("additionalProperties").isObject()
              ? "map[string]" + typeOf(field.path("additionalProperties"))
              : "Object";
      case "" -> "Object";
      case String other -> other;
    };
  }

  private static String reference(JsonNode field) {
    var direct = text(field, "$ref");
    if (!direct.isEmpty()) {
      return direct;
    }
    for (var part : Trees.items(field, "allOf")) {
      if (!text(part, "$ref").isEmpty()) {
        return text(part, "$ref");
      }
    }
    return "";
  }

  private JsonNode resolve(JsonNode field) {
    var reference = reference(field);
    return reference.isEmpty()
        ? field
        : Trees.at(
            document, "components", "schemas", reference.substring(reference.lastIndexOf('/') + 1));
  }

  /** The object schema behind a field: through references, lists and maps. */
  private JsonNode object(JsonNode field) {
    var schema = resolve(field);
    for (var i = 0; i < DEEPEST && !schema.has("properties"); i++) {
      if (schema.has("items")) {
        schema = resolve(schema.path("items"));
      } else if (schema.path("additionalProperties").isObject()) {
        schema = resolve(schema.path("additionalProperties"));
      } else {
        break;
      }
    }
    return schema;
  }

  private void wrap(String text, String indent) {
    for (var paragraph : text.split("\n", -1)) {
      var line = new StringBuilder();
      for (var word : paragraph.strip().split(" +", -1)) {
        if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH - indent.length()) {
          out.append(indent).append(line).append('\n');
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
      out.append(indent).append(line).append('\n');
    }
  }
}
