package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.stream.ProxyServer;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Serves the API without TLS and credentials on a local port, until it is stopped. */
public final class ProxyVerb extends Verb {
  @Option(
      names = {"-p", "--port"},
      description = "Port to listen on; 0 chooses one.")
  int port = 8001;

  @Option(names = "--address", description = "Address to listen on.")
  String address = "127.0.0.1";

  @Option(names = "--api-prefix", description = "Path under which the API is served.")
  String prefix = "/";

  @Option(names = "--accept-paths", description = "Patterns of paths to let through.")
  String acceptPaths = "^.*";

  @Option(names = "--reject-paths", description = "Patterns of paths not to let through.")
  String rejectPaths = "^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach";

  @Option(names = "--reject-methods", description = "Patterns of methods not to let through.")
  String rejectMethods = "^$";

  @Option(names = "--accept-hosts", description = "Patterns of hosts to let through.")
  String acceptHosts = "^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$";

  @Option(
      names = {"-w", "--www"},
      description = "Folder whose files are served too.")
  String www = "";

  @Option(
      names = {"-P", "--www-prefix"},
      description = "Path under which its files are served.")
  String wwwPrefix = "/static/";

  @Option(
      names = {"-u", "--unix-socket"},
      description = "Not supported: listen on a port.")
  String unixSocket = "";

  @Option(names = "--keepalive", description = "Accepted: connections stay as they are.")
  String keepAlive = "0s";

  @Option(names = "--append-server-path", description = "Accepted: the server's path is kept.")
  boolean appendServerPath;

  @Option(names = "--disable-filter", description = "Let everything through.")
  boolean disableFilter;

  @Override
  public int run(Session session) {
    if (disableFilter) {
      session
          .err()
          .println(
              "Request filter disabled, your proxy is vulnerable to XSRF attacks, please be cautious");
    }
    if (!unixSocket.isEmpty()) {
      throw KubectlException.error("--unix-socket is not supported: listen on a port");
    }
    var filter =
        disableFilter
            ? new ProxyServer.Filter(patterns("^.*"), List.of(), List.of(), patterns("^.*"))
            : new ProxyServer.Filter(
                patterns(acceptPaths),
                patterns(rejectPaths),
                patterns(rejectMethods),
                patterns(acceptHosts));
    var path = prefix.replaceFirst("/+$", "");
    new ProxyServer(session, filter, path.startsWith("/") || path.isEmpty() ? path : "/" + path)
        .serve(address, port, folder(session), wwwPrefix);
    return 0;
  }

  private @Nullable Path folder(Session session) {
    return www.isEmpty() ? null : session.terminal().directory().resolve(www).toAbsolutePath();
  }

  private static List<Pattern> patterns(String text) {
    try {
      return Stream.of(text.split(",", -1)).map(Pattern::compile).toList();
    } catch (PatternSyntaxException e) {
      throw KubectlException.error("unusable pattern: " + e.getMessage());
    }
  }
}
