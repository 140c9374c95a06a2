package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.stream.RemoteSession;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command in a container; its exit code becomes ours. */
public final class ExecVerb extends Verb {
  @Mixin StreamOptions streams = new StreamOptions();

  @Option(names = "--pod-running-timeout", description = "How long to wait for a pod to run.")
  String runningTimeout = "1m0s";

  @Option(
      names = {"-f", "--filename"},
      split = ",",
      description = "File with the object whose pod to use, instead of a name.")
  List<String> files = new ArrayList<>();

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (!files.isEmpty()) {
      arguments.addFirst(PodsOf.written(session, files));
    }
    if (arguments.isEmpty()) {
      throw KubectlException.error("pod, type/name or --filename must be specified");
    }
    if (arguments.size() < 2) {
      throw KubectlException.error("you must specify at least one command for the container");
    }
    var pod = PodsOf.one(session, arguments.getFirst());
    var phase = Trees.text(pod.object(), "status", "phase");
    if (phase.equals("Succeeded") || phase.equals("Failed")) {
      throw KubectlException.error(
          "cannot exec into a container in a completed pod; current phase is " + phase);
    }
    var target = PodsOf.container(session, pod, streams.container, streams.quiet);
    return new RemoteSession(session, streams.open(session))
        .run(pod, "exec", target, arguments.subList(1, arguments.size()));
  }
}
