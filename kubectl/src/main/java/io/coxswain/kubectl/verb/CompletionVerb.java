package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** Prints a script by which a shell asks {@code kubectl __complete} how a command line goes on. */
public final class CompletionVerb extends Verb {
  private static final Map<String, String> EXTENSIONS =
      Map.of("bash", "bash", "zsh", "zsh", "fish", "fish", "powershell", "ps1");

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (arguments.size() != 1) {
      throw usage(
          arguments.isEmpty()
              ? "Shell not specified."
              : "Too many arguments. Expected only the shell type.");
    }
    var extension = EXTENSIONS.get(arguments.getFirst());
    if (extension == null) {
      throw usage("Unsupported shell type " + JsonWriter.quote(arguments.getFirst()) + ".");
    }
    try (var script = getClass().getResourceAsStream("/completion/kubectl." + extension)) {
      if (script == null) {
        throw new IllegalStateException("no script for " + arguments.getFirst());
      }
      session.out().print(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw KubectlException.error("unable to read the script: " + e.getMessage());
    }
    return 0;
  }
}
