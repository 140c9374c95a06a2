package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.GoDuration;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the logs of containers. */
public final class LogsVerb extends Verb {
  @Option(
      names = {"-f", "--follow"},
      description = "Go on printing.")
  boolean follow;

  @Option(
      names = {"-c", "--container"},
      description = "Name of the container.")
  String container = "";

  @Option(
      names = {"-p", "--previous"},
      description = "The container's instance before the last restart.")
  boolean previous;

  @Option(names = "--tail", description = "So many of the last lines; -1 for all.")
  long tail = -1;

  @Option(names = "--since", description = "Not older than this, as in 5s, 2m or 3h.")
  String since = "";

  @Option(names = "--since-time", description = "Not before this time (RFC 3339).")
  String sinceTime = "";

  @Option(names = "--timestamps", description = "Put the time before each line.")
  boolean timestamps;

  @Option(names = "--limit-bytes", description = "At most so many bytes.")
  long limitBytes;

  @Option(
      names = {"-l", "--selector"},
      description = "Pods with these labels.")
  String selector = "";

  @Option(names = "--all-containers", description = "All containers of the pods.")
  boolean allContainers;

  @Option(names = "--all-pods", description = "All pods of the object.")
  boolean allPods;

  @Option(names = "--prefix", description = "Put pod and container before each line.")
  boolean prefix;

  @Option(names = "--ignore-errors", description = "Go on after an error.")
  boolean ignoreErrors;

  @Option(names = "--max-log-requests", description = "At most so many logs followed at once.")
  int maxLogRequests = 5;

  @Option(
      names = "--insecure-skip-tls-verify-backend",
      description = "Do not check the kubelet's certificate.")
  boolean insecureBackend;

  @Option(names = "--pod-running-timeout", description = "How long to wait for a pod to run.")
  String runningTimeout = "20s";

  @Parameters List<String> arguments = new ArrayList<>();

  private record Source(Located pod, String container) {}

  @Override
  public int run(Session session) {
    check();
    var sources = sources(session);
    if (follow && sources.size() > 1) {
      followAll(session, sources);
      return 0;
    }
    var failures = new Failures();
    for (var source : sources) {
      failures.attempt(() -> copy(session, source));
    }
    if (!ignoreErrors) {
      failures.raise();
    }
    return 0;
  }

  private void check() {
    if (arguments.isEmpty() && selector.isEmpty()) {
      throw KubectlException.error(
          "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command\nSee 'kubectl logs -h' for help and examples");
    }
    if (!arguments.isEmpty() && !selector.isEmpty()) {
      throw KubectlException.error("only a selector (-l) or a POD name is allowed");
    }
    if (!since.isEmpty()) {
      checkSince();
    }
    if (!since.isEmpty() && !sinceTime.isEmpty()) {
      throw KubectlException.error("at most one of `sinceTime` or `sinceSeconds` may be specified");
    }
    if (tail < -1) {
      throw KubectlException.error("--tail must be greater than or equal to -1");
    }
    if (arguments.size() == 2) {
      if (!container.isEmpty()) {
        throw KubectlException.error("only one of -c or an inline [CONTAINER] arg is allowed");
      }
      container = arguments.get(1);
    }
  }

  private List<Source> sources(Session session) {
    List<Located> pods;
    if (selector.isEmpty()) {
      pods = named(session, arguments.getFirst());
      if (pods.isEmpty()) {
        throw KubectlException.error("no pods found for " + arguments.getFirst());
      }
      if (pods.size() > 1 && !allPods) {
        session.err().printf("Found %d pods, using pod/%s%n", pods.size(), pods.getFirst().name());
        pods = List.of(pods.getFirst());
      }
    } else {
      pods = PodsOf.selected(session, selector);
      if (tail < 0) {
        tail = 10;
      }
      if (pods.isEmpty()) {
        session.err().println("No resources found in " + session.namespace() + " namespace.");
      }
    }
    var sources = new ArrayList<Source>();
    for (var pod : pods) {
      if (allContainers) {
        PodsOf.containerNames(pod.object()).forEach(name -> sources.add(new Source(pod, name)));
      } else {
        sources.add(new Source(pod, PodsOf.container(session, pod, container, false)));
      }
    }
    return sources;
  }

  private static List<Located> named(Session session, String argument) {
    try {
      return PodsOf.all(session, argument);
    } catch (ApiError e) {
      throw KubectlException.error(
          "error from server (%s): %s in namespace \"%s\""
              .formatted(e.reason(), e.serverMessage(), session.namespace()));
    }
  }

  private String path(Source source) {
    return source.pod().path()
        + "/log"
        + Query.of()
            .with("container", source.container())
            .with("follow", flag(follow))
            .with("previous", flag(previous))
            .with("timestamps", flag(timestamps))
            .with("insecureSkipTLSVerifyBackend", flag(insecureBackend))
            .with("tailLines", tail < 0 ? null : tail)
            .with("limitBytes", limitBytes > 0 ? limitBytes : null)
            .with("sinceTime", sinceTime)
            .with("sinceSeconds", since.isEmpty() ? null : GoDuration.parse(since).toSeconds());
  }

  private static @Nullable Boolean flag(boolean value) {
    return value ? Boolean.TRUE : null;
  }

  private void copy(Session session, Source source) {
    try (var stream = session.api().open(path(source), "*/*")) {
      if (prefix) {
        copyLines(session, source, stream.body());
        return;
      }
      var buffer = new byte[16 * 1024];
      for (var count = stream.body().read(buffer); count >= 0; count = stream.body().read(buffer)) {
        session.out().write(buffer, 0, count);
        if (stream.body().available() == 0) {
          session.out().flush();
        }
      }
    } catch (IOException e) {
      throw KubectlException.error("the log broke off: " + e.getMessage());
    }
  }

  private void copyLines(Session session, Source source, java.io.InputStream body)
      throws IOException {
    var label = "[pod/" + source.pod().name() + "/" + source.container() + "] ";
    var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      session.out().println(prefix ? label + line : line);
      session.out().flush();
    }
  }

  /** One virtual thread per log; lines are printed whole. */
  private void followAll(Session session, List<Source> sources) {
    if (sources.size() > maxLogRequests) {
      throw KubectlException.error(
          "you are attempting to follow %d log streams, but maximum allowed concurrency is %d, use --max-log-requests to increase the limit"
              .formatted(sources.size(), maxLogRequests));
    }
    var failures = new Failures();
    var threads = new ArrayList<Thread>();
    for (var source : sources) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var stream = session.api().open(path(source), "*/*")) {
                      copyLines(session, source, stream.body());
                    } catch (IOException e) {
                      addFailure(failures, "error: the log broke off: " + e.getMessage());
                    } catch (KubectlException e) {
                      addFailure(failures, String.valueOf(e.getMessage()));
                    }
                  }));
    }
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    if (!ignoreErrors) {
      failures.raise();
    }
  }

  private static void addFailure(Failures failures, String message) {
    synchronized (failures) {
      failures.add(message);
    }
  }

  private void checkSince() {
    try {
      GoDuration.parse(since);
    } catch (KubectlException e) {
      throw KubectlException.error(
          "invalid argument \"%s\" for \"--since\" flag: time: invalid duration \"%s\"\nSee 'kubectl logs --help' for usage."
              .formatted(since, since));
    }
  }
}
