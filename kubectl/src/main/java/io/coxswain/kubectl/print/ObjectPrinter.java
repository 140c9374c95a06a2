package io.coxswain.kubectl.print;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.template.GoTemplate;
import io.coxswain.kubectl.template.TemplateException;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.tree.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints objects in the format of {@code -o}; success lines such as {@code pod/a created} without
 * one.
 */
public final class ObjectPrinter {
  private static final String FORMATS =
      "custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml";
  private final String format;
  private final String argument;
  private final boolean managedFields;
  private final boolean allowMissingKeys;
  private boolean printed;

  private ObjectPrinter(
      String format, String argument, boolean managedFields, boolean allowMissingKeys) {
    this.format = format;
    this.argument = argument;
    this.managedFields = managedFields;
    this.allowMissingKeys = allowMissingKeys;
  }

  /** The value of {@code -o} with the template that another flag gives. */
  public static @Nullable String format(@Nullable String output, String template) {
    if (template.isEmpty()) {
      return output;
    }
    return (output == null || output.isEmpty() ? "go-template" : output) + "=" + template;
  }

  /** Reads the value of {@code -o}; null and empty mean success lines. */
  public static ObjectPrinter of(@Nullable String output, boolean managedFields) {
    return of(output, managedFields, true);
  }

  /** The same; a template's field that an object lacks is an error unless that is allowed. */
  public static ObjectPrinter of(
      @Nullable String output, boolean managedFields, boolean allowMissingKeys) {
    var value = output == null ? "" : output;
    var equals = value.indexOf('=');
    var name = equals < 0 ? value : value.substring(0, equals);
    var argument = equals < 0 ? "" : value.substring(equals + 1);
    switch (name) {
      case "", "json", "yaml", "name", "wide" -> {
        if (equals >= 0) {
          throw unknown(value);
        }
      }
      case "custom-columns" -> {}
      case "jsonpath-file", "go-template-file", "custom-columns-file", "templatefile" -> {
        return fromFile(name, argument, managedFields, allowMissingKeys);
      }
      case "jsonpath", "jsonpath-as-json", "go-template", "template" -> {
        if (argument.isEmpty()) {
          throw KubectlException.error("template format specified but no template given");
        }
      }
      default -> throw unknown(value);
    }
    var format = name.equals("template") ? "go-template" : name;
    if (format.equals("go-template")) {
      parse(argument);
    }
    return new ObjectPrinter(format, argument, managedFields, allowMissingKeys);
  }

  private static KubectlException unknown(String value) {
    return KubectlException.error(
        "unable to match a printer suitable for the output format %s, allowed formats are: %s"
            .formatted(JsonWriter.quote(value), FORMATS));
  }

  private static ObjectPrinter fromFile(
      String name, String file, boolean managedFields, boolean allowMissingKeys) {
    if (file.isEmpty()) {
      throw KubectlException.error(
          name.equals("custom-columns-file")
              ? "custom-columns format specified but no custom columns given"
              : "template format specified but no template given");
    }
    var format = name.equals("templatefile") ? "go-template" : name.replace("-file", "");
    var text = read(file, format.equals("custom-columns") ? "template" : "--template");
    if (format.equals("custom-columns")) {
      text = CustomColumns.specification(text);
    }
    return of(format + "=" + text, managedFields, allowMissingKeys);
  }

  private static String read(String path, String what) {
    try {
      return Files.readString(Path.of(path));
    } catch (NoSuchFileException e) {
      throw KubectlException.error(
          "error reading %s %s, open %s: no such file or directory".formatted(what, path, path));
    } catch (IOException e) {
      throw KubectlException.error("error reading " + what + " " + path + ", " + e.getMessage());
    }
  }

  private static GoTemplate parse(String template) {
    try {
      return GoTemplate.parse(template);
    } catch (TemplateException e) {
      throw KubectlException.error("error parsing template " + template + ", " + e.getMessage());
    }
  }

  private String goTemplate(JsonNode object) {
    try {
      return parse(argument).print(object, allowMissingKeys);
    } catch (TemplateException e) {
      throw KubectlException.error(
          "error executing template %s: %s".formatted(JsonWriter.quote(argument), e.getMessage()));
    }
  }

  public boolean isTable() {
    return format.isEmpty() || format.equals("wide");
  }

  public boolean isWide() {
    return format.equals("wide");
  }

  public boolean isDefault() {
    return format.isEmpty();
  }

  public boolean isName() {
    return format.equals("name");
  }

  public boolean isCustomColumns() {
    return format.equals("custom-columns");
  }

  /** The object, or what happened to it where no format was asked for. */
  public String print(Located located, String happened) {
    return switch (format) {
      case "" -> located.printedName() + " " + happened + "\n";
      case "name" -> located.printedName() + "\n";
      default -> print(located.object());
    };
  }

  /** One object or List in a structured format. */
  public String print(JsonNode object) {
    // Templates are given everything, as upstream has it.
    var whole = managedFields || !format.equals("json") && !format.equals("yaml");
    var shown = whole ? object : withoutManagedFields(object);
    var text =
        switch (format) {
          case "json" -> JsonWriter.indented(shown) + "\n";
          case "jsonpath" -> jsonPath(shown);
          case "jsonpath-as-json" -> asJson(shown);
          case "go-template" -> goTemplate(shown);
          case "custom-columns" -> new CustomColumns(argument).print(List.of(shown), !printed);
          default -> (printed ? "---\n" : "") + YamlWriter.write(shown);
        };
    printed = true;
    return text;
  }

  public String customColumns(List<JsonNode> objects, boolean headers) {
    return new CustomColumns(argument).print(objects, headers);
  }

  private String jsonPath(JsonNode object) {
    var template = JsonPath.template(argument);
    var missing = allowMissingKeys ? null : template.missing(object);
    if (missing != null) {
      throw KubectlException.error(
          "error executing jsonpath %s: Error executing template: %s is not found. Printing more information for debugging the template:\n\ttemplate was:\n\t\t%s\n\tobject given to jsonpath engine was:\n\t\t%s\n\n"
              .formatted(JsonWriter.quote(argument), missing, argument, GoSyntax.of(object)));
    }
    return template.print(object);
  }

  private String asJson(JsonNode object) {
    var found = Trees.array();
    JsonPath.template(argument).all(object).forEach(found::add);
    return JsonWriter.indented(found) + "\n";
  }

  private static JsonNode withoutManagedFields(JsonNode object) {
    if (object.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove("managedFields");
    }
    for (var item : Trees.items(object, "items")) {
      if (item.path("metadata") instanceof ObjectNode metadata) {
        metadata.remove("managedFields");
      }
    }
    return object;
  }
}
