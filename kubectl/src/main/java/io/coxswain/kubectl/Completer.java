package io.coxswain.kubectl;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.completion.Candidates;
import io.coxswain.kubectl.completion.Completion;
import io.coxswain.kubectl.completion.Rules;
import io.coxswain.kubectl.invocation.GlobalOptions;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.invocation.Terminal;
import io.coxswain.kubectl.verb.PluginVerb;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Answers a shell that asks how a command line may go on: the protocol of Cobra's hidden verb
 * {@code __complete}.
 */
final class Completer {
  private final Terminal terminal;

  Completer(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The flags and arguments before the word that is being typed. */
  private record Typed(
      List<String> arguments, Set<OptionSpec> given, @Nullable OptionSpec pending, boolean ended) {}

  /** Where there are only verbs below, and the flags that every verb has. */
  private static final class NoVerb extends Verb {
    @Override
    public int run(Session session) {
      return 0;
    }
  }

  /** Prints the answer; the last of the words is the one that is being typed. */
  int run(List<String> words, boolean descriptions) {
    if (words.isEmpty()) {
      throw KubectlException.error("requires at least 1 arg(s), only received 0");
    }
    var completion = Completion.FILES;
    try {
      completion = complete(words.subList(0, words.size() - 1), words.getLast());
    } catch (KubectlException e) {
      terminal.err().println("[Debug] [Error] " + e.getMessage());
    }
    terminal.out().print(completion.text(descriptions));
    terminal.out().flush();
    terminal.err().println(completion.explanation());
    return 0;
  }

  private Completion complete(List<String> before, String word) {
    var command = Kubectl.command(before);
    var name = command.name();
    if (name.equals("help")) {
      var spec = Kubectl.commandLine(name, new NoVerb()).getCommandSpec();
      var group = String.join(" ", typed(spec, command.rest()).arguments());
      return new Completion(verbs(group, word), Completion.NO_FILES);
    }
    var found = name.isEmpty() ? null : VerbCatalog.find(name);
    if (found == null && !name.isEmpty() && !VerbCatalog.isGroup(name)) {
      throw new KubectlException(
          "unable to find a command for arguments: [" + String.join(" ", before) + "]", 1);
    }
    var verb = found == null ? new NoVerb() : found;
    var commandLine = Kubectl.commandLine(name, verb);
    var spec = commandLine.getCommandSpec();
    Typed typed;
    try {
      typed = typed(spec, command.rest());
    } catch (KubectlException e) {
      throw new KubectlException(
          "Error while parsing flags from args [%s]: %s"
              .formatted(String.join(" ", command.rest()), e.getMessage()),
          1);
    }
    if (typed.pending() == null && typed.given().stream().anyMatch(OptionSpec::usageHelp)) {
      return Completion.NOTHING;
    }
    if (!typed.ended() && typed.pending() == null && word.startsWith("-") && !word.contains("=")) {
      return new Completion(flags(name, spec, typed, word), Completion.NO_FILES);
    }
    parse(commandLine, command.rest());
    try (var session = new Session(terminal, verb.global)) {
      return words(name, found != null, spec, typed, word, new Candidates(session));
    }
  }

  private Completion words(
      String name,
      boolean runs,
      CommandSpec spec,
      Typed typed,
      String word,
      Candidates candidates) {
    if (typed.pending() != null) {
      return candidates.value(name, longName(typed.pending()), typed.arguments(), word);
    }
    if (!typed.ended() && word.startsWith("-")) {
      var equals = word.indexOf('=');
      var option = option(spec, name, word.substring(0, equals));
      return candidates.value(
          name, longName(option), typed.arguments(), word.substring(equals + 1));
    }
    var below = VerbCatalog.isGroup(name) || name.isEmpty();
    var own = typed.given().stream().anyMatch(option -> !isGlobal(option));
    var words = new ArrayList<String>();
    if (below && typed.arguments().isEmpty() && !own) {
      words.addAll(verbs(name, word));
      return new Completion(words, Completion.NO_FILES);
    }
    words.addAll(required(name, spec, typed, word));
    var arguments = runs ? candidates.arguments(name, typed.arguments(), word) : Completion.FILES;
    words.addAll(arguments.candidates());
    return new Completion(words, arguments.directive());
  }

  private List<String> verbs(String group, String word) {
    var verbs = new TreeMap<>(VerbCatalog.below(group));
    if (group.isEmpty()) {
      for (var plugin : PluginVerb.names(terminal)) {
        verbs.putIfAbsent(plugin, "The command " + plugin + " is a plugin installed by the user");
      }
    }
    return verbs.entrySet().stream()
        .filter(verb -> verb.getKey().startsWith(word))
        .map(verb -> verb.getKey() + "\t" + verb.getValue())
        .toList();
  }

  private static List<String> required(String name, CommandSpec spec, Typed typed, String word) {
    var words = new ArrayList<String>();
    for (var flag : Rules.required(name, typed.arguments())) {
      var option = spec.findOption(flag);
      if (option != null && !typed.given().contains(option)) {
        words.addAll(spellings(option, word));
      }
    }
    return words;
  }

  /** Those that are required first; the others once these are there. */
  private static List<String> flags(String name, CommandSpec spec, Typed typed, String word) {
    var required = required(name, spec, typed, word);
    if (!required.isEmpty()) {
      return required;
    }
    var words = new ArrayList<String>();
    spec.options().stream()
        .filter(option -> !option.hidden())
        .filter(option -> !typed.given().contains(option) || option.isMultiValue())
        .sorted(
            Comparator.comparing((OptionSpec option) -> !isGlobal(option))
                .thenComparing(Completer::longName))
        .forEach(option -> words.addAll(spellings(option, word)));
    return words;
  }

  /** The long name, then the short one, as far as they go on with what is typed. */
  private static List<String> spellings(OptionSpec option, String word) {
    var words = new ArrayList<String>();
    var description = String.join(" ", option.description());
    for (var spelling : List.of(longName(option), option.shortestName())) {
      if (spelling.startsWith(word) && (words.isEmpty() || spelling.length() == 2)) {
        words.add(spelling + "\t" + description);
      }
    }
    return words;
  }

  private static boolean isGlobal(OptionSpec option) {
    return option.userObject() instanceof java.lang.reflect.Field field
        && field.getDeclaringClass() == GlobalOptions.class;
  }

  /** The first long name: later ones are old. */
  private static String longName(OptionSpec option) {
    return List.of(option.names()).stream()
        .filter(name -> name.startsWith("--"))
        .findFirst()
        .orElse(option.shortestName());
  }

  private static boolean takesValue(OptionSpec option) {
    return option.arity().min() > 0;
  }

  private static Typed typed(CommandSpec spec, List<String> words) {
    var arguments = new ArrayList<String>();
    var given = new HashSet<OptionSpec>();
    OptionSpec pending = null;
    var ended = false;
    for (var i = 0; i < words.size(); i++) {
      var word = words.get(i);
      if (ended || !word.startsWith("-") || word.equals("-")) {
        arguments.add(word);
      } else if (word.equals("--")) {
        ended = true;
      } else {
        var last = lastOption(spec, word, given);
        if (last != null && takesValue(last)) {
          i++;
          pending = i == words.size() ? last : null;
        }
      }
    }
    return new Typed(arguments, given, pending, ended);
  }

  /** The option of a word, the last one of short ones together; null where its value is in it. */
  private static @Nullable OptionSpec lastOption(
      CommandSpec spec, String word, Set<OptionSpec> given) {
    if (word.startsWith("--")) {
      var equals = word.indexOf('=');
      var option = option(spec, "", equals < 0 ? word : word.substring(0, equals));
      given.add(option);
      return equals < 0 ? option : null;
    }
    OptionSpec option = null;
    for (var i = 1; i < word.length(); i++) {
      option = option(spec, "", "-" + word.charAt(i));
      given.add(option);
      if (takesValue(option) && i + 1 < word.length()) {
        return null;
      }
    }
    return option;
  }

  private static OptionSpec option(CommandSpec spec, String verb, String name) {
    var option = spec.findOption(name);
    if (option == null) {
      throw new KubectlException(
          verb.isEmpty()
              ? "unknown flag: " + name
              : "Subcommand '%s' does not support flag '%s'"
                  .formatted(verb, name.replaceFirst("^-+", "")),
          1);
    }
    return option;
  }

  /** Fills the verb's fields as far as what is typed can be read. */
  private static void parse(CommandLine commandLine, List<String> words) {
    try {
      Kubectl.parse(commandLine.setUnmatchedArgumentsAllowed(true), words);
    } catch (CommandLine.ParameterException e) {
      return; // an unfinished line: what was read up to here counts
    } finally {
      var global = ((Verb) commandLine.getCommand()).global;
      if (global.requestTimeout.equals("0")) {
        global.requestTimeout = "5s";
      }
    }
  }
}
