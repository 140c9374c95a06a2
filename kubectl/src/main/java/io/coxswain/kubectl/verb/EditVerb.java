package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.apply.LastApplied;
import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.tree.YamlException;
import io.coxswain.kubectl.tree.YamlReader;
import io.coxswain.kubectl.tree.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Opens objects in the user's editor and writes what was changed. */
public final class EditVerb extends Verb {
  private static final String HEADER =
      """
      # Please edit the object below. Lines beginning with a '#' will be ignored,
      # and an empty file will abort the edit. If an error occurs while saving this file will be
      # reopened with the relevant failures.
      #
      """;

  @Mixin FileOptions files = new FileOptions();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--save-config", description = "Remember the object for a later apply.")
  boolean saveConfig;

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    var failures = new Failures();
    var objects =
        new Finder(session, failures).fetch(files, arguments, new SelectorOptions(), false);
    for (var item : objects) {
      failures.attempt(() -> edit(session, item));
    }
    failures.raise();
    return 0;
  }

  private void edit(Session session, Located item) {
    var before = (ObjectNode) item.object();
    Trees.ensure(before, "metadata").remove("managedFields");
    var original = YamlWriter.write(before);
    var text = HEADER + original;
    while (true) {
      var edited = inEditor(session, text);
      var body = withoutComments(edited);
      if (body.isBlank() || body.equals(original)) {
        session.err().println("Edit cancelled, no changes made.");
        return;
      }
      try {
        if (!(YamlReader.read(body) instanceof ObjectNode after)) {
          throw KubectlException.error("the edited file is no object");
        }
        var changed = saveConfig ? LastApplied.annotate(after) : after;
        var result = new Changes(session, new DryRun(), "kubectl-edit").patch(item, changed);
        output.print(session, result, "edited");
        return;
      } catch (KubectlException | YamlException e) {
        var reopened = HEADER + commented(String.valueOf(e.getMessage())) + "#\n" + body;
        if (edited.equals(text) || reopened.equals(text)) {
          // The user saved the same broken text again: hand the error over instead of looping.
          throw e instanceof KubectlException known
              ? known
              : KubectlException.error(String.valueOf(e.getMessage()));
        }
        text = reopened;
      }
    }
  }

  private static String commented(String message) {
    return message.lines().map(line -> "# " + line + "\n").reduce("", String::concat);
  }

  private static String withoutComments(String text) {
    return text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line + "\n")
        .reduce("", String::concat);
  }

  private static String inEditor(Session session, String text) {
    var editor = session.terminal().variable("KUBE_EDITOR");
    if (editor.isEmpty()) {
      editor = session.terminal().variable("EDITOR");
    }
    try {
      Path file = Files.createTempFile("kubectl-edit-", ".yaml");
      try {
        Files.writeString(file, text);
        var process =
            new ProcessBuilder(
                    "sh", "-c", (editor.isEmpty() ? "vi" : editor) + " \"$0\"", file.toString())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
          throw KubectlException.error("there was a problem with the editor \"" + editor + "\"");
        }
        return Files.readString(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw KubectlException.error("unable to launch the editor \"" + editor + "\": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KubectlException.error("interrupted");
    }
  }
}
