package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.stream.RemoteSession;
import io.coxswain.kubectl.stream.Streams;
import io.coxswain.kubectl.stream.Tar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Copies files between here and a container by running {@code tar} in it: one virtual thread makes
 * or unpacks the archive while the calling one carries it.
 */
public final class CopyVerb extends Verb {
  private static final int PIPE = 256 * 1024;

  @Option(
      names = {"-c", "--container"},
      description = "Name of the container.")
  String container = "";

  @Option(names = "--no-preserve", description = "Leave owner and permissions of the container.")
  boolean noPreserve;

  @Option(names = "--retries", description = "Accepted.")
  int retries;

  @Parameters List<String> arguments = new ArrayList<>();

  /** A file here (no pod) or in a pod. */
  private record Place(String namespace, String pod, String file) {}

  /** A step on the archive's thread. */
  private interface Work {
    void run() throws IOException;
  }

  @Override
  public int run(Session session) {
    if (arguments.size() != 2) {
      throw KubectlException.error("source and destination are required");
    }
    var from = place(arguments.getFirst());
    var to = place(arguments.get(1));
    if (!from.pod().isEmpty() && !to.pod().isEmpty()) {
      throw KubectlException.error("one of src or dest must be a local file specification");
    }
    if (from.file().isEmpty() || to.file().isEmpty()) {
      throw KubectlException.error("filepath can not be empty");
    }
    if (!from.pod().isEmpty()) {
      return fromPod(session, from, to);
    }
    if (!to.pod().isEmpty()) {
      return toPod(session, from, to);
    }
    throw KubectlException.error("one of src or dest must be a remote file specification");
  }

  private static Place place(String argument) {
    var colon = argument.indexOf(':');
    if (colon < 0) {
      return new Place("", "", argument);
    }
    var pod = argument.substring(0, colon);
    var file = argument.substring(colon + 1);
    var parts = pod.split("/", -1);
    return switch (parts.length) {
      case 1 -> {
        if (pod.isEmpty()) {
          throw KubectlException.error(
              "filespec must match the canonical format: [[namespace/]pod:]file/path");
        }
        yield new Place("", pod, file);
      }
      case 2 -> new Place(parts[0], parts[1], file);
      default ->
          throw KubectlException.error(
              "filespec must match the canonical format: [[namespace/]pod:]file/path");
    };
  }

  private Located pod(Session session, Place place) {
    var pods = session.resources().named("pods");
    var namespace = place.namespace().isEmpty() ? session.namespace() : place.namespace();
    var object = Finder.served(pods, () -> session.api().get(pods.path(namespace, place.pod())));
    return new Located(pods, namespace, object, null);
  }

  private int toPod(Session session, Place from, Place to) {
    var source = session.terminal().directory().resolve(from.file()).normalize();
    if (!Files.exists(source)) {
      throw KubectlException.error(from.file() + " doesn't exist in local filesystem");
    }
    var pod = pod(session, to);
    var target = PodsOf.container(session, pod, container, false);
    var slash = to.file().length() > 1 && to.file().endsWith("/");
    var file = to.file().length() > 1 ? to.file().replaceFirst("/+$", "") : to.file();
    // Into a folder that is there; under the new name otherwise.
    var name = source.getFileName().toString();
    if (slash || isFolder(session, pod, target, file)) {
      file = (file.equals("/") ? "" : file) + "/" + name;
    }
    var cut = file.lastIndexOf('/');
    var folder = cut < 0 ? "." : cut == 0 ? "/" : file.substring(0, cut);
    var command = new ArrayList<>(List.of("tar", "-xmf", "-", "-C", folder));
    if (noPreserve) {
      command.addAll(1, List.of("--no-same-permissions", "--no-same-owner"));
    }
    var inArchive = file.substring(cut + 1);
    try (var in = new PipedInputStream(PIPE)) {
      var pipe = new PipedOutputStream(in);
      var failure =
          start(
              () -> {
                try (pipe) {
                  Tar.write(source, inArchive, pipe);
                }
              });
      var streams = new Streams(in, session.out(), session.err(), false);
      var code = new RemoteSession(session, streams).run(pod, "exec", target, command);
      failure.raise();
      return code;
    } catch (IOException e) {
      throw KubectlException.error(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isFolder(Session session, Located pod, String container, String file) {
    var nowhere = new ByteArrayOutputStream();
    try {
      var streams = new Streams(null, nowhere, nowhere, false);
      return new RemoteSession(session, streams)
              .run(pod, "exec", container, List.of("test", "-d", file))
          == 0;
    } catch (KubectlException e) {
      if (e.exitCode() == 1 && String.valueOf(e.getMessage()).contains("terminated with")) {
        return false;
      }
      throw e;
    }
  }

  private int fromPod(Session session, Place from, Place to) {
    var pod = pod(session, from);
    var container = PodsOf.container(session, pod, this.container, false);
    var local = session.terminal().directory().resolve(to.file()).normalize();
    var file = from.file().length() > 1 ? from.file().replaceFirst("/+$", "") : from.file();
    var root = Path.of(file).normalize().toString().replaceFirst("^/+", "");
    var last = Path.of(file).getFileName();
    var target = Files.isDirectory(local) && last != null ? local.resolve(last.toString()) : local;
    var complaints = new ByteArrayOutputStream();
    try (var in = new PipedInputStream(PIPE)) {
      var pipe = new PipedOutputStream(in);
      var warnings = new ArrayList<String>();
      var unpacking = start(() -> warnings.addAll(Tar.extract(in, root, target)));
      try {
        new RemoteSession(session, new Streams(null, pipe, complaints, false))
            .run(pod, "exec", container, List.of("tar", "cf", "-", file));
      } finally {
        pipe.close();
        session.err().print(complaints.toString(StandardCharsets.UTF_8));
      }
      unpacking.raise();
      warnings.forEach(warning -> session.err().println("warning: " + warning));
      return 0;
    } catch (IOException e) {
      throw KubectlException.error(String.valueOf(e.getMessage()));
    }
  }

  /** Work on a thread of its own; its error is raised when it has ended. */
  private record Running(Thread thread, AtomicReference<IOException> failure) {
    void raise() throws IOException {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      var problem = failure.get();
      if (problem != null) {
        throw new IOException(problem.getMessage(), problem);
      }
    }
  }

  private static Running start(Work work) {
    var failure = new AtomicReference<IOException>();
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    work.run();
                  } catch (IOException e) {
                    failure.set(e);
                  }
                });
    return new Running(thread, failure);
  }
}
