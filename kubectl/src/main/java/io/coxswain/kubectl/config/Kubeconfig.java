package io.coxswain.kubectl.config;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.invocation.GlobalOptions;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.invocation.Terminal;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.tree.YamlException;
import io.coxswain.kubectl.tree.YamlReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The kubeconfig files of an invocation, merged: of entries with one name the first file's counts.
 * Found by flag, {@code KUBECONFIG}, the local cluster's {@code .cox/kubeconfig} in the working
 * directory, its parents or beside the installation, and last {@code ~/.kube/config}.
 */
public final class Kubeconfig {
  private final List<Path> paths;
  private final List<ConfigFile> files;

  /** One of the files and what stands in it. */
  public record ConfigFile(Path path, ObjectNode content) {
    /** The names and contents of the list, as they are to be changed. */
    public ArrayNode list(String name) {
      if (content.get(name) instanceof ArrayNode list) {
        return list;
      }
      var list = Trees.array();
      content.set(name, list);
      return list;
    }
  }

  private Kubeconfig(List<Path> paths) {
    this.paths = paths;
    this.files = new ArrayList<>();
    for (var path : paths) {
      if (Files.isRegularFile(path)) {
        files.add(new ConfigFile(path, load(path)));
      }
    }
  }

  public static Kubeconfig load(GlobalOptions options, Terminal terminal) {
    return load(options, terminal, true);
  }

  /** A file that is not there yet may be named where it is to be shown or written. */
  public static Kubeconfig load(GlobalOptions options, Terminal terminal, boolean required) {
    if (options.kubeconfig != null) {
      var path = terminal.directory().resolve(options.kubeconfig);
      if (required && !Files.exists(path)) {
        throw KubectlException.error("stat " + options.kubeconfig + ": no such file or directory");
      }
      return new Kubeconfig(List.of(path));
    }
    var variable = terminal.variable("KUBECONFIG");
    if (!variable.isEmpty()) {
      var paths = new ArrayList<Path>();
      for (var name : variable.split(File.pathSeparator)) {
        if (!name.isEmpty()) {
          paths.add(terminal.directory().resolve(name));
        }
      }
      return new Kubeconfig(paths);
    }
    var local = localCluster(terminal);
    return new Kubeconfig(
        List.of(
            local != null ? local : Path.of(terminal.variable("HOME")).resolve(".kube/config")));
  }

  private static @Nullable Path localCluster(Terminal terminal) {
    for (var folder = terminal.directory(); folder != null; folder = folder.getParent()) {
      var path = folder.resolve(".cox/kubeconfig");
      if (Files.isRegularFile(path)) {
        return path;
      }
    }
    var beside = terminal.installation().resolve(".cox/kubeconfig");
    return Files.isRegularFile(beside) ? beside : null;
  }

  private static ObjectNode load(Path path) {
    try {
      var text = Files.readString(path);
      if (text.isBlank()) {
        return Trees.object();
      }
      if (YamlReader.read(text) instanceof ObjectNode content) {
        return content;
      }
      throw KubectlException.error("error loading config file \"" + path + "\": not an object");
    } catch (IOException e) {
      throw KubectlException.error("error loading config file \"" + path + "\": " + e);
    } catch (YamlException e) {
      throw KubectlException.error("error loading config file \"" + path + "\": " + e.getMessage());
    }
  }

  /** The file that has an entry, or where none has it the one that new entries go to: the first. */
  public ConfigFile fileWith(String list, String name) {
    return files.stream()
        .filter(
            file ->
                Trees.items(file.content(), list).stream()
                    .anyMatch(entry -> text(entry, "name").equals(name)))
        .findFirst()
        .orElseGet(
            () ->
                files.isEmpty()
                    ? new ConfigFile(paths.getFirst(), Trees.object())
                    : files.getFirst());
  }

  public String currentContext() {
    return files.stream()
        .map(file -> text(file.content(), "current-context"))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("");
  }

  /**
   * The entries of {@code clusters}, {@code users} or {@code contexts}, first of a name only,
   * sorted.
   */
  public List<JsonNode> entries(String list) {
    var result = new ArrayList<JsonNode>();
    var names = new java.util.HashSet<String>();
    for (var file : files) {
      for (var entry : Trees.items(file.content(), list)) {
        if (names.add(text(entry, "name"))) {
          result.add(entry);
        }
      }
    }
    result.sort(Comparator.comparing(entry -> text(entry, "name")));
    return result;
  }

  /** Resolves context, cluster and user under the flags that override them. */
  public ClientConfig resolve(GlobalOptions options) {
    var contextName = options.context != null ? options.context : currentContext();
    var context = entry("contexts", contextName);
    if (context == null && options.context != null) {
      throw new KubectlException(
          "Error in configuration: context was not found for specified context: " + options.context,
          1);
    }
    var cluster =
        named("clusters", "cluster", options.cluster, text(of(context), "context", "cluster"));
    var user = named("users", "user", options.user(), text(of(context), "context", "user"));
    refuseUnsupported(user);
    var server = options.server != null ? options.server : text(cluster, "server");
    if (server.isEmpty()) {
      server = "http://localhost:8080";
    } else if (!server.contains("://")) {
      server = "http://" + server;
    }
    var given = options.namespace != null && !options.namespace.isEmpty();
    var namespace = given ? options.namespace : text(of(context), "context", "namespace");
    return new ClientConfig(
        server.endsWith("/") ? server.substring(0, server.length() - 1) : server,
        material(cluster, "certificate-authority", options.certificateAuthority),
        material(user, "client-certificate", options.clientCertificate),
        material(user, "client-key", options.clientKey),
        token(user, options),
        options.username != null ? options.username : orNull(text(user, "username")),
        options.password != null ? options.password : orNull(text(user, "password")),
        options.insecure != null
            ? options.insecure
            : Trees.flag(cluster, "insecure-skip-tls-verify"),
        options.tlsServerName != null
            ? options.tlsServerName
            : orNull(text(cluster, "tls-server-name")),
        impersonation(user, options),
        namespace == null || namespace.isEmpty() ? "default" : namespace,
        given);
  }

  private static Impersonation impersonation(JsonNode user, GlobalOptions options) {
    var extra = new ArrayList<String>();
    if (options.asUserExtra != null) {
      extra.addAll(List.of(options.asUserExtra));
    } else {
      Trees.sorted(user, "as-user-extra")
          .forEach(
              (key, values) -> Trees.texts(values).forEach(value -> extra.add(key + "=" + value)));
    }
    return new Impersonation(
        options.as != null ? options.as : orNull(text(user, "as")),
        options.asGroups != null ? List.of(options.asGroups) : Trees.texts(user, "as-groups"),
        options.asUid != null ? options.asUid : orNull(text(user, "as-uid")),
        extra);
  }

  private static void refuseUnsupported(JsonNode user) {
    for (var method : List.of("exec", "auth-provider")) {
      if (Trees.has(user, method)) {
        throw KubectlException.error(
            "the kubeconfig's user gets its credentials by \""
                + method
                + "\", which is not supported: use a client certificate or a token");
      }
    }
  }

  private static JsonNode of(@Nullable JsonNode entry) {
    return entry == null ? Trees.object() : entry;
  }

  public @Nullable JsonNode entry(String list, String name) {
    return entries(list).stream()
        .filter(entry -> text(entry, "name").equals(name))
        .findFirst()
        .orElse(null);
  }

  private JsonNode named(String list, String kind, @Nullable String flag, String fromContext) {
    var entry = entry(list, flag != null ? flag : fromContext);
    if (entry == null && flag != null) {
      throw KubectlException.error(
          (kind.equals("user") ? "auth info" : kind) + " \"" + flag + "\" does not exist");
    }
    return entry == null ? Trees.object() : of(entry.get(kind));
  }

  private @Nullable String token(JsonNode user, GlobalOptions options) {
    if (options.token != null) {
      return options.token;
    }
    var file = text(user, "tokenFile");
    if (!file.isEmpty()) {
      return readFile(resolve(file)).strip();
    }
    return orNull(text(user, "token"));
  }

  private @Nullable String material(JsonNode entry, String field, @Nullable String flag) {
    if (flag != null) {
      return readFile(Path.of(flag));
    }
    var inline = text(entry, field + "-data");
    if (!inline.isEmpty()) {
      try {
        return new String(Base64.getMimeDecoder().decode(inline), StandardCharsets.ISO_8859_1);
      } catch (IllegalArgumentException e) {
        throw KubectlException.error(field + "-data is not base64: " + e.getMessage());
      }
    }
    var file = text(entry, field);
    return file.isEmpty() ? null : readFile(resolve(file));
  }

  private Path resolve(String file) {
    var folder = fileWith("", "").path().toAbsolutePath().getParent();
    return folder == null ? Path.of(file) : folder.resolve(file);
  }

  private static String readFile(Path path) {
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw KubectlException.error("unable to read " + path + ": " + e);
    }
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
