package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.GlobalOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Lists the flags that every verb takes. */
public final class OptionsVerb extends Verb {
  @Override
  public int run(Session session) {
    var out = session.out();
    out.println("The following options can be passed to any command:");
    for (OptionSpec option : CommandSpec.forAnnotatedObject(new GlobalOptions()).options()) {
      var names = String.join(", ", option.names());
      var value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
      out.printf("%n    %s%s:%n\t%s%n", names, value, String.join(" ", option.description()));
    }
    out.println();
    return 0;
  }
}
