package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.invocation.KubectlException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code --raw}: a file as it is to a path as it is, and the answer as it comes. */
final class RawRequest {
  /** Refuses what makes no sense together; a file is needed where the verb sends one. */
  void check(
      String path,
      FileOptions files,
      boolean fileNeeded,
      @Nullable String selector,
      boolean output) {
    if (files.files.size() > 1 || fileNeeded && files.files.isEmpty()) {
      throw KubectlException.error("--raw can only use a single local file or stdin");
    }
    if (!files.files.isEmpty() && files.files.getFirst().matches("https?://.*")) {
      throw KubectlException.error("--raw cannot read from a url");
    }
    if (files.recursive) {
      throw KubectlException.error("--raw and --recursive are mutually exclusive");
    }
    if (selector != null && !selector.isEmpty()) {
      throw KubectlException.error("--raw and --selector (-l) are mutually exclusive");
    }
    if (output) {
      throw KubectlException.error("--raw and --output are mutually exclusive");
    }
    if (!path.startsWith("/")) {
      throw KubectlException.error(
          "--raw must be a valid URL path: parse \"%s\": invalid URI for request".formatted(path));
    }
  }

  int send(Session session, String method, String path, FileOptions files) {
    var headers = Map.of("Accept", ApiClient.JSON + ", */*", "Content-Type", ApiClient.JSON);
    var body = files.files.isEmpty() ? new byte[0] : content(session, files.files.getFirst());
    var answer = session.api().sendBytes(method, path, headers, body);
    session.out().write(answer, 0, answer.length);
    return 0;
  }

  private static byte[] content(Session session, String file) {
    try {
      return file.equals("-")
          ? session.terminal().in().readAllBytes()
          : Files.readAllBytes(session.terminal().directory().resolve(file));
    } catch (java.nio.file.NoSuchFileException e) {
      throw KubectlException.error("open " + file + ": no such file or directory");
    } catch (IOException e) {
      throw KubectlException.error("open " + file + ": " + e.getMessage());
    }
  }
}
