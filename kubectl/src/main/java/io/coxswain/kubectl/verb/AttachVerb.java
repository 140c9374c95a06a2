package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.stream.RemoteSession;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Attaches to the main process of a container. */
public final class AttachVerb extends Verb {
  @Mixin StreamOptions streams = new StreamOptions();

  @Option(names = "--pod-running-timeout", description = "How long to wait for a pod to run.")
  String runningTimeout = "1m0s";

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (arguments.isEmpty()) {
      throw KubectlException.error("at least 1 argument is required for attach");
    }
    if (arguments.size() > 2) {
      throw KubectlException.error(
          "expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw %d: %s"
              .formatted(arguments.size(), arguments));
    }
    var pod = PodsOf.one(session, String.join("/", arguments));
    var target = PodsOf.container(session, pod, streams.container, streams.quiet);
    if (!streams.quiet && streams.stdin) {
      session.err().println("If you don't see a command prompt, try pressing enter.");
    }
    return new RemoteSession(session, streams.open(session)).run(pod, "attach", target, List.of());
  }
}
