package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.ResourceType;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The text of {@code kubectl explain -o plaintext-openapiv2} from an OpenAPI v2 document. */
public final class ExplainOldText {
  private static final int WIDTH = 80;
  private static final String INDENT = "   ";
  private final JsonNode document;
  private final ResourceType type;
  private final boolean recursive;
  private final StringBuilder out = new StringBuilder();

  public ExplainOldText(JsonNode document, ResourceType type, boolean recursive) {
    this.document = document;
    this.type = type;
    this.recursive = recursive;
  }

  /** The kind's text, or that of the field at a path. */
  public String of(JsonNode kind, List<String> path) {
    var field = kind;
    for (var name : path) {
      var next = innermost(field, new ArrayList<>()).path("properties").get(name);
      if (next == null) {
        throw KubectlException.error("field \"%s\" does not exist".formatted(name));
      }
      field = next;
    }
    out.append("KIND:     ").append(type.kind()).append('\n');
    out.append("VERSION:  ").append(type.apiVersion()).append("\n\n");
    var descriptions = new ArrayList<String>();
    var object = innermost(field, descriptions);
    var isObject = object.has("properties");
    if (!path.isEmpty()) {
      out.append(isObject ? "RESOURCE: " : "FIELD:    ").append(path.getLast());
      out.append(" <").append(typeOf(field)).append(">\n\n");
    }
    out.append("DESCRIPTION:\n");
    describe(descriptions);
    if (isObject) {
      out.append("\nFIELDS:\n");
      fields(object, INDENT, Set.of());
    }
    return out.toString();
  }

  private void describe(List<String> descriptions) {
    var first = true;
    for (var description : descriptions) {
      if (!description.isEmpty()) {
        out.append(first ? "" : "\n");
        wrap(description, "     ");
      }
      first = false;
    }
    if (descriptions.stream().allMatch(String::isEmpty)) {
      wrap("<empty>", "     ");
    }
  }

  private void fields(JsonNode object, String indent, Set<String> seen) {
    var required = Trees.texts(object, "required");
    Trees.sorted(object, "properties")
        .forEach(
            (name, field) -> {
              out.append(indent).append(name).append("\t<").append(typeOf(field)).append('>');
              out.append(!recursive && required.contains(name) ? " -required-\n" : "\n");
              if (recursive) {
                fieldsOf(field, indent + INDENT, seen);
              } else {
                wrap(text(field, "description"), indent + "  ");
                out.append('\n');
              }
            });
  }

  /** The fields behind a field, unless its definition is being shown already. */
  private void fieldsOf(JsonNode field, String indent, Set<String> seen) {
    var reference = text(field, "$ref");
    if (!reference.isEmpty()) {
      if (!seen.contains(reference)) {
        var within = new HashSet<>(seen);
        within.add(reference);
        fieldsOf(resolve(field), indent, within);
      }
    } else if (field.has("properties")) {
      fields(field, indent, seen);
    } else if (element(field) != null) {
      fieldsOf(element(field), indent, seen);
    }
  }

  private static JsonNode element(JsonNode schema) {
    if (schema.has("items")) {
      return schema.path("items");
    }
    return schema.path("additionalProperties").isObject()
        ? schema.path("additionalProperties")
        : null;
  }

  /** The schema behind references, lists and maps; collects the descriptions on the way. */
  private JsonNode innermost(JsonNode field, List<String> descriptions) {
    descriptions.add(text(field, "description"));
    if (field.has("$ref")) {
      return innermost(resolve(field), descriptions);
    }
    var element = element(field);
    return element == null || field.has("properties") ? field : innermost(element, descriptions);
  }

  private String typeOf(JsonNode field) {
    if (field.has("$ref")) {
      return typeOf(resolve(field));
    }
    var type = text(field, "type");
    var element = element(field);
    if (type.equals("array")) {
      return "[]" + (element == null ? "" : typeOf(element));
    }
    if (field.has("properties") || type.isEmpty()) {
      return field.has("properties") ? "Object" : "";
    }
    return type.equals("object") ? "map[string]" + (element == null ? "" : typeOf(element)) : type;
  }

  private JsonNode resolve(JsonNode field) {
    var reference = text(field, "$ref");
    return document.path("definitions").path(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private void wrap(String text, String indent) {
    for (var line : WrappedText.lines(text, WIDTH - indent.length())) {
      out.append(line.isEmpty() ? "" : indent).append(line).append('\n');
    }
  }
}
