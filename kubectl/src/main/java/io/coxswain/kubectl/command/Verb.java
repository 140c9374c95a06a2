package io.coxswain.kubectl.command;

import io.coxswain.kubectl.invocation.GlobalOptions;
import io.coxswain.kubectl.invocation.KubectlException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A verb of the command line. Picocli fills its fields, then it runs once. */
public abstract class Verb {
  @Mixin public GlobalOptions global = new GlobalOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  public boolean help;

  /** The verb's words as typed, such as {@code create role}; set before it runs. */
  public String words = "";

  /**
   * Everything after these words as typed, for what tells words before {@code --} from later ones.
   */
  public List<String> typed = List.of();

  /** A mistake in the arguments: the error and where to find help. */
  protected final KubectlException usage(String message) {
    return KubectlException.usage(words, message);
  }

  /** Does the work and returns the exit code; errors are {@link KubectlException}s. */
  public abstract int run(Session session);
}
