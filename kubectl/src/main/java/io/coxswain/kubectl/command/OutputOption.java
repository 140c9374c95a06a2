package io.coxswain.kubectl.command;

import io.coxswain.kubectl.print.ObjectPrinter;
import io.coxswain.kubectl.resource.Located;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How writing verbs print the objects they wrote. */
public final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      description = "json, yaml, name, jsonpath=...; a line of success without it.")
  public @Nullable String output;

  @Option(names = "--template", description = "The template of -o go-template or jsonpath.")
  public String template = "";

  @Option(names = "--show-managed-fields", description = "Keep managedFields in the output.")
  public boolean managedFields;

  @Option(
      names = "--allow-missing-template-keys",
      arity = "0..1",
      fallbackValue = "true",
      description = "false: a template's field that the object lacks is an error.")
  public boolean allowMissingKeys = true;

  private @Nullable ObjectPrinter printer;

  /** No format is asked for. */
  public boolean isDefault() {
    return (output == null || output.isEmpty()) && template.isEmpty();
  }

  /** A printer of its own for what is no object that was written. */
  public ObjectPrinter printer() {
    return ObjectPrinter.of(
        ObjectPrinter.format(output, template), managedFields, allowMissingKeys);
  }

  public void print(Session session, Located object, String happened) {
    if (printer == null) {
      printer = printer();
    }
    session.out().print(printer.print(object, happened));
    session.out().flush();
  }
}
