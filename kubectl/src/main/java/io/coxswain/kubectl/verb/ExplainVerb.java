package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.describe.ExplainOldText;
import io.coxswain.kubectl.describe.ExplainText;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.ResourceType;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Explains a kind or one of its fields from the server's OpenAPI v3. */
public final class ExplainVerb extends Verb {
  @Option(
      names = "--recursive",
      description = "Show the fields of fields too, without descriptions.")
  boolean recursive;

  @Option(names = "--api-version", description = "Explain this group/version.")
  @Nullable String apiVersion;

  @Option(
      names = {"-o", "--output"},
      description = "plaintext or plaintext-openapiv2.")
  String output = "plaintext";

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (arguments.isEmpty()) {
      throw KubectlException.error(
          "You must specify the type of resource to explain. Use \"kubectl api-resources\" for a complete list of supported resources.");
    }
    if (arguments.size() > 1) {
      throw KubectlException.error("We accept only this format: explain RESOURCE");
    }
    var words = List.of(arguments.getFirst().split("\\.", -1));
    var type = type(session, words);
    var used =
        arguments.getFirst().startsWith(type.qualifiedPlural() + ".")
                || arguments.getFirst().equals(type.qualifiedPlural())
            ? type.qualifiedPlural().split("\\.", -1).length
            : 1;
    var path = words.subList(used, words.size());
    switch (output) {
      case "plaintext" -> fromVersion3(session, type, path);
      case "plaintext-openapiv2" -> fromVersion2(session, type, path);
      default -> throw KubectlException.error("unrecognized format: " + output);
    }
    return 0;
  }

  private void fromVersion3(Session session, ResourceType type, List<String> path) {
    var document = document(session, type);
    var explained = new ExplainText(document, type, recursive);
    try {
      explained.write(schema(document.path("components").path("schemas"), type), path);
    } finally {
      session.out().print(explained.written());
    }
  }

  private void fromVersion2(Session session, ResourceType type, List<String> path) {
    var document = session.api().get("/openapi/v2");
    var schema = schema(document.path("definitions"), type);
    session.out().print(new ExplainOldText(document, type, recursive).of(schema, path));
  }

  private ResourceType type(Session session, List<String> words) {
    var type =
        session
            .resources()
            .find(arguments.getFirst())
            .or(() -> session.resources().find(words.getFirst()))
            .orElseThrow(
                () ->
                    new KubectlException(
                        "the server doesn't have a resource type \"" + words.getFirst() + "\"", 1));
    if (apiVersion == null) {
      return type;
    }
    return session
        .resources()
        .ofKind(apiVersion, type.kind())
        .orElseThrow(
            () ->
                KubectlException.error(
                    "couldn't find resource for \"%s, Resource=%s\""
                        .formatted(apiVersion, type.plural())));
  }

  private static JsonNode document(Session session, ResourceType type) {
    var root = type.group().isEmpty() ? "api/" + type.version() : "apis/" + type.apiVersion();
    var index = session.api().get("/openapi/v3");
    var path = text(index, "paths", root, "serverRelativeURL");
    return session.api().get(path.isEmpty() ? "/openapi/v3/" + root : path);
  }

  private static JsonNode schema(JsonNode schemas, ResourceType type) {
    for (var schema : Trees.sorted(schemas).values()) {
      for (var kind : Trees.items(schema, "x-kubernetes-group-version-kind")) {
        if (text(kind, "kind").equals(type.kind())
            && text(kind, "group").equals(type.group())
            && text(kind, "version").equals(type.version())) {
          return schema;
        }
      }
    }
    throw KubectlException.error(
        "couldn't find resource for \"%s, Kind=%s\"".formatted(type.apiVersion(), type.kind()));
  }
}
