package io.coxswain.kubectl;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.GlobalOptions;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.invocation.Terminal;
import io.coxswain.kubectl.verb.PluginVerb;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Runs one command line. Only the verb that is named is loaded and handed to Picocli: describing
 * all of them would cost more time than a whole {@code get}.
 */
public final class Kubectl {
  private final Terminal terminal;

  public Kubectl(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs and returns the exit code; what went wrong has been printed. */
  public int run(String... arguments) {
    try {
      return dispatch(List.of(arguments));
    } catch (KubectlException e) {
      terminal.out().flush();
      var message = e.getMessage();
      if (message != null && !message.isEmpty()) {
        terminal.err().println(message);
      }
      return e.exitCode();
    }
  }

  private int dispatch(List<String> arguments) {
    var command = command(arguments);
    var name = command.name();
    var rest = command.rest();
    if (name.equals("__complete") || name.equals("__completeNoDesc")) {
      return new Completer(terminal).run(rest, name.equals("__complete"));
    }
    if (name.isEmpty() || name.equals("help") && rest.isEmpty()) {
      terminal.out().print(VerbCatalog.usage());
      return 0;
    }
    if (name.equals("help")) {
      rest.add("--help");
      return dispatch(rest);
    }
    if (name.equals("alpha")) {
      terminal.err().println("No alpha commands are available in this version of kubectl");
      return 0;
    }
    var verb = VerbCatalog.find(name);
    if (verb == null) {
      if (VerbCatalog.isGroup(name)) {
        if (peekWord(rest) != null && !rest.contains("-h") && !rest.contains("--help")) {
          throw KubectlException.usage(name, "unknown command \"" + peekWord(rest) + "\"");
        }
        terminal.out().print(VerbCatalog.usage(name));
        return rest.contains("-h") || rest.contains("--help") ? 0 : 1;
      }
      var code = PluginVerb.runFor(terminal, arguments);
      if (code >= 0) {
        return code;
      }
      throw KubectlException.error("unknown command \"%s\" for \"kubectl\"".formatted(name));
    }
    return execute(name, verb, rest);
  }

  private int execute(String name, Verb verb, List<String> arguments) {
    verb.words = name;
    verb.typed = arguments;
    var commandLine = commandLine(name, verb);
    try {
      parse(commandLine, arguments);
    } catch (CommandLine.TypeConversionException e) {
      throw KubectlException.error(
          e.getMessage() + "\nSee 'kubectl " + name + " --help' for usage.");
    } catch (CommandLine.ParameterException e) {
      throw KubectlException.error(message(e) + "\nSee 'kubectl " + name + " --help' for usage.");
    }
    if (verb.help) {
      terminal.out().print(VerbCatalog.summary(name));
      commandLine.usage(terminal.out());
      return 0;
    }
    var profile = verb.global.profile;
    if (profile != null && !profile.equals("none") && !name.equals("debug")) {
      throw KubectlException.error("profile \"" + profile + "\" is not supported: only none is");
    }
    try (var session = new Session(terminal, verb.global)) {
      var code = verb.run(session);
      if (code == 0) {
        session.checkWarnings();
      }
      return code;
    }
  }

  static CommandLine commandLine(String name, Verb verb) {
    var commandLine = new CommandLine(CommandSpec.forAnnotatedObject(verb));
    commandLine.getCommandSpec().name("kubectl " + name);
    commandLine.setExpandAtFiles(false);
    commandLine.setOverwrittenOptionsAllowed(true);
    commandLine.setUnmatchedOptionsAllowedAsOptionParameters(true);
    return commandLine;
  }

  static void parse(CommandLine commandLine, List<String> arguments) {
    commandLine.parseArgs(booleans(arguments, commandLine.getCommandSpec()));
  }

  /** Picocli's flags take no value; {@code --force=false} and {@code --force=true} are ours. */
  private static String[] booleans(List<String> arguments, CommandSpec spec) {
    var result = new ArrayList<String>();
    var ended = false;
    for (var argument : arguments) {
      ended |= argument.equals("--");
      var equals = argument.indexOf('=');
      var option =
          ended || equals < 0 || !argument.startsWith("-")
              ? null
              : spec.findOption(argument.substring(0, equals));
      if (option == null || !isFlag(option)) {
        result.add(argument);
      } else if (flagValue(option, argument.substring(equals + 1))) {
        result.add(argument.substring(0, equals));
      }
    }
    return result.toArray(new String[0]);
  }

  /** As Go reads booleans. */
  private static boolean flagValue(OptionSpec option, String value) {
    return switch (value) {
      case "1", "t", "T", "true", "True", "TRUE" -> true;
      case "0", "f", "F", "false", "False", "FALSE" -> false;
      default ->
          throw new CommandLine.TypeConversionException(
              invalid(option, value)
                  + ": strconv.ParseBool: parsing \"%s\": invalid syntax".formatted(value));
    };
  }

  private static String invalid(OptionSpec option, String value) {
    return "invalid argument \"%s\" for \"%s\" flag"
        .formatted(value, String.join(", ", option.names()));
  }

  private static boolean isFlag(OptionSpec option) {
    return option.arity().max() == 0 && option.typeInfo().isBoolean();
  }

  private static String message(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      var first = unmatched.getUnmatched().getFirst();
      if (first.startsWith("--")) {
        return "unknown flag: " + first.split("=", -1)[0];
      }
      return first.startsWith("-") && first.length() > 1
          ? "unknown shorthand flag: '%c' in %s".formatted(first.charAt(1), first)
          : "unexpected argument: " + first;
    }
    ArgSpec argument = e.getArgSpec();
    if (e instanceof CommandLine.MissingParameterException missing
        && !missing.getMissing().isEmpty()) {
      argument = missing.getMissing().getFirst();
    }
    if (argument instanceof OptionSpec option) {
      if (e instanceof CommandLine.MissingParameterException) {
        return "flag needs an argument: " + flag(option, e.getCommandLine());
      }
      var number = option.type() == int.class || option.type() == long.class;
      return invalid(option, e.getValue())
          + (number
              ? ": strconv.ParseInt: parsing \"%s\": invalid syntax".formatted(e.getValue())
              : "");
    }
    return String.valueOf(e.getMessage());
  }

  /**
   * A flag without its argument, which then is the last word, as Cobra names it: as it is typed.
   */
  private static String flag(OptionSpec option, CommandLine commandLine) {
    var words = commandLine.getParseResult().originalArgs();
    var typed = words.isEmpty() ? "" : words.getLast();
    var shortest = List.of(option.names()).contains(typed) ? typed : option.shortestName();
    return shortest.startsWith("--")
        ? shortest
        : "'%s' in %s".formatted(shortest.charAt(1), shortest);
  }

  /**
   * A command line's verb.
   *
   * @param name one or two words; empty where none is named
   * @param rest everything else
   */
  record Command(String name, List<String> rest) {}

  static Command command(List<String> arguments) {
    var rest = new ArrayList<>(arguments);
    var at = firstWord(rest);
    if (at < 0) {
      return new Command("", rest);
    }
    var name = rest.remove(at);
    at = VerbCatalog.isGroup(name) ? firstWord(rest) : -1;
    if (at >= 0 && VerbCatalog.find(name + " " + rest.get(at)) != null) {
      name += " " + rest.remove(at);
    }
    return new Command(name, rest);
  }

  /** The index of the first word that is neither a flag nor a global flag's value; -1 without. */
  private static int firstWord(List<String> arguments) {
    for (var i = 0; i < arguments.size() && !arguments.get(i).equals("--"); i++) {
      var argument = arguments.get(i);
      if (!argument.startsWith("-")) {
        return i;
      }
      if (GlobalOptions.WITH_VALUE.contains(argument)) {
        i++;
      }
    }
    return -1;
  }

  private static @Nullable String peekWord(List<String> arguments) {
    var at = firstWord(arguments);
    return at < 0 ? null : arguments.get(at);
  }
}
