package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.tree.YamlException;
import io.coxswain.kubectl.tree.YamlReader;
import io.coxswain.kubectl.tree.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The user's editor over one or more objects, opened again with what was wrong until everything is
 * written or the user gives up. One file holds all of them.
 */
final class EditSession {
  private static final String HEADER =
      """
      # Please edit the object below. Lines beginning with a '#' will be ignored,
      # and an empty file will abort the edit. If an error occurs while saving this file will be
      # reopened with the relevant failures.
      #
      """;

  private final Session session;
  private final Format format;

  /**
   * How objects stand in the file.
   *
   * @param header comments above them; JSON has none
   */
  record Format(String header, boolean json, boolean windowsLineEndings) {
    static Format of(@Nullable String output, boolean windowsLineEndings) {
      return of(HEADER, output, windowsLineEndings);
    }

    static Format of(String header, @Nullable String output, boolean windowsLineEndings) {
      if (output != null && !output.equals("yaml") && !output.equals("json")) {
        throw KubectlException.error(
            "unable to match a printer suitable for the output format %s, allowed formats are: json,yaml"
                .formatted(JsonWriter.quote(output)));
      }
      return new Format(header, "json".equals(output), windowsLineEndings);
    }
  }

  /** Writes one object as it was edited; throws ApiError where the server refuses. */
  interface Writer {
    void write(Located before, ObjectNode edited);
  }

  /** What became of the objects of one file. */
  private static final class Outcome {
    private final StringBuilder reasons = new StringBuilder();
    private boolean notFound;
    private boolean refused;
  }

  EditSession(Session session, Format format) {
    this.session = session;
    this.format = format;
  }

  void run(List<Located> objects, Writer writer) {
    var original = text(objects);
    var body = original;
    var reasons = "";
    while (true) {
      var file = file((format.json() ? "" : format.header() + reasons) + body);
      launch(file);
      var edited = content(file);
      if (!reasons.isEmpty() && same(body, edited)) {
        throw kept(file, "Edit cancelled, no valid changes were saved.");
      }
      if (same(original, edited) || withoutComments(edited).isBlank()) {
        delete(file);
        session
            .err()
            .println(
                same(original, edited)
                    ? "Edit cancelled, no changes made."
                    : "Edit cancelled, saved file was empty.");
        return;
      }
      body = withoutComments(edited);
      var outcome = write(objects, body, writer, file);
      if (outcome.refused) {
        session
            .err()
            .printf("You can run `kubectl replace -f %s` to try this update again.%n", file);
        throw new KubectlException("", 1);
      }
      if (outcome.notFound) {
        session
            .err()
            .printf(
                "The edits you made on deleted resources have been saved to %s%n",
                JsonWriter.quote(file.toString()));
        throw new KubectlException("", 1);
      }
      delete(file);
      reasons = outcome.reasons.toString();
      if (reasons.isEmpty()) {
        return;
      }
    }
  }

  private String text(List<Located> objects) {
    var shown =
        objects.size() == 1
            ? objects.getFirst().object()
            : list(objects.stream().map(Located::object).toList());
    return format.json() ? JsonWriter.indented(shown) + "\n" : YamlWriter.write(shown);
  }

  private static ObjectNode list(List<JsonNode> objects) {
    var list = Trees.object();
    list.put("apiVersion", "v1");
    list.put("kind", "List");
    Trees.ensure(list, "metadata");
    list.set("items", Trees.array().addAll(objects));
    return list;
  }

  private Outcome write(List<Located> objects, String body, Writer writer, Path file) {
    var outcome = new Outcome();
    List<ObjectNode> edited;
    try {
      edited = objects(body);
    } catch (YamlException e) {
      reason(outcome, "The edited file had a syntax error: " + e.getMessage(), List.of());
      return outcome;
    }
    for (var object : edited) {
      var before = counterpart(objects, object, edited.size());
      if (before == null) {
        throw kept(file, "At least one of apiVersion, kind and name was changed");
      }
      try {
        writer.write(before, object);
      } catch (ApiError e) {
        refused(outcome, before, e);
      } catch (KubectlException e) {
        throw kept(file, String.valueOf(e.getMessage()).replaceFirst("^error: ", ""));
      }
    }
    return outcome;
  }

  private static List<ObjectNode> objects(String body) {
    var objects = new ArrayList<ObjectNode>();
    for (var document : YamlReader.readAll(body)) {
      if (Trees.text(document, "kind").equals("List")) {
        Trees.items(document, "items").forEach(item -> objects.add((ObjectNode) item));
      } else if (document instanceof ObjectNode object) {
        objects.add(object);
      } else {
        throw new YamlException("an object is expected");
      }
    }
    return objects;
  }

  private static @Nullable Located counterpart(
      List<Located> objects, ObjectNode edited, int count) {
    var same =
        objects.stream()
            .filter(
                item ->
                    item.name().equals(Trees.name(edited))
                        && Trees.namespace(item.object()).equals(Trees.namespace(edited))
                        && text(item.object(), "kind").equals(text(edited, "kind"))
                        && text(item.object(), "apiVersion").equals(text(edited, "apiVersion")))
            .findFirst();
    var created = objects.getFirst().source() != null && objects.size() == 1 && count == 1;
    return same.orElse(created ? objects.getFirst() : null);
  }

  private static String text(JsonNode object, String field) {
    return Trees.text(object, field);
  }

  /** Only what is invalid is worth another look at the same file. */
  private void refused(Outcome outcome, Located object, ApiError e) {
    var what = object.type().qualifiedPlural() + " " + JsonWriter.quote(object.name());
    if (e.reason().equals("Invalid")) {
      reason(outcome, what + " was not valid", e.causes());
      session.err().println("error: " + what + " is invalid");
    } else if (e.isNotFound()) {
      outcome.notFound = true;
      session.err().println("error: " + what + " could not be found on the server");
    } else {
      outcome.refused = true;
      session.err().println("error: " + what + " could not be patched: " + e.serverMessage());
    }
  }

  private static void reason(Outcome outcome, String head, List<String> details) {
    outcome.reasons.append(commented("# ", head + (details.isEmpty() ? "" : ":")));
    details.forEach(detail -> outcome.reasons.append(commented("# * ", detail)));
    outcome.reasons.append("#\n");
  }

  private static String commented(String prefix, String text) {
    return prefix + text.replace("\n", "\n# ") + "\n";
  }

  private static boolean same(String one, String other) {
    try {
      return YamlReader.readAll(one).equals(YamlReader.readAll(other));
    } catch (YamlException e) {
      return withoutComments(one).equals(withoutComments(other));
    }
  }

  private static String withoutComments(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line + "\n")
        .reduce("", String::concat);
  }

  private KubectlException kept(Path file, String message) {
    session
        .err()
        .printf(
            "A copy of your changes has been stored to %s%n", JsonWriter.quote(file.toString()));
    return KubectlException.error(message);
  }

  private Path file(String text) {
    try {
      var file = Files.createTempFile("kubectl-edit-", format.json() ? ".json" : ".yaml");
      return Files.writeString(
          file, format.windowsLineEndings() ? text.replace("\n", "\r\n") : text);
    } catch (IOException e) {
      throw KubectlException.error("unable to write the file to edit: " + e.getMessage());
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file).replace("\r\n", "\n");
    } catch (IOException e) {
      throw KubectlException.error("unable to read the edited file: " + e.getMessage());
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw KubectlException.error("unable to delete " + file + ": " + e.getMessage());
    }
  }

  private void launch(Path file) {
    var editor = session.terminal().variable("KUBE_EDITOR");
    if (editor.isEmpty()) {
      editor = session.terminal().variable("EDITOR");
    }
    if (editor.isEmpty()) {
      editor = "vi";
    }
    try {
      var process =
          new ProcessBuilder("sh", "-c", editor + " \"$0\"", file.toString()).inheritIO().start();
      if (process.waitFor() != 0) {
        delete(file);
        throw KubectlException.error("there was a problem with the editor \"" + editor + "\"");
      }
    } catch (IOException e) {
      throw KubectlException.error("unable to launch the editor \"" + editor + "\"");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KubectlException.error("interrupted");
    }
  }
}
