package io.coxswain.kubectl.command;

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

  /** A mistake in the arguments: the error and where to find help. */
  protected final KubectlException usage(String message) {
    return KubectlException.usage(words, message);
  }

  /** Does the work and returns the exit code; errors are {@link KubectlException}s. */
  public abstract int run(Session session);
}
