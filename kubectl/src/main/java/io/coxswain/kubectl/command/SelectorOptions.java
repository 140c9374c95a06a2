package io.coxswain.kubectl.command;

import picocli.CommandLine.Option;

/** Which of the server's objects. */
public final class SelectorOptions {
  @Option(
      names = {"-l", "--selector"},
      description = "Label selector, as in app=web,tier!=cache.")
  public String labels = "";

  @Option(names = "--field-selector", description = "Field selector, as in status.phase=Running.")
  public String fields = "";

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Objects of all namespaces.")
  public boolean allNamespaces;

  public boolean isEmpty() {
    return labels.isEmpty() && fields.isEmpty();
  }
}
