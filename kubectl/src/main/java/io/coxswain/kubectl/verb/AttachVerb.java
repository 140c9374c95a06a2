package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.stream.RemoteSession;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the output of a container's main process, and passes it input. */
public final class AttachVerb extends Verb {
  @Option(
      names = {"-c", "--container"},
      description = "Name of the container.")
  String container = "";

  @Option(
      names = {"-i", "--stdin"},
      description = "Pass standard input to the process.")
  boolean stdin;

  @Option(
      names = {"-t", "--tty"},
      description = "Standard input is a terminal.")
  boolean tty;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the process's output only.")
  boolean quiet;

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (arguments.size() != 1) {
      throw KubectlException.error("POD, TYPE/NAME is required for attach");
    }
    var pod = PodsOf.one(session, arguments.getFirst());
    var target = PodsOf.container(session, pod, container, quiet);
    if (!quiet && stdin) {
      session.err().println("If you don't see a command prompt, try pressing enter.");
    }
    return new RemoteSession(session, stdin, true, !tty, tty).run(pod, "attach", target, List.of());
  }
}
