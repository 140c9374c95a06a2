package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.config.Kubeconfig;
import io.coxswain.kubectl.config.Kubeconfig.ConfigFile;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.tree.YamlWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Changes entries of kubeconfig files, each in the file that it stands in. */
public final class ConfigChangeVerb extends Verb {
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "clusters",
          Set.of(
              "server",
              "tls-server-name",
              "insecure-skip-tls-verify",
              "certificate-authority",
              "certificate-authority-data",
              "proxy-url",
              "disable-compression"),
          "contexts",
          Set.of("cluster", "user", "namespace"),
          "users",
          Set.of(
              "client-certificate",
              "client-certificate-data",
              "client-key",
              "client-key-data",
              "token",
              "tokenFile",
              "as",
              "as-uid",
              "username",
              "password"));

  private final String action;

  @Option(names = "--current", description = "set-context: change the current context.")
  boolean current;

  @Option(names = "--embed-certs", description = "Store the certificates, not their paths.")
  boolean embed;

  @Option(names = "--proxy-url", description = "set-cluster: proxy on the way to the server.")
  @Nullable String proxyUrl;

  @Option(names = "--exec-command", description = "set-credentials: program that gets credentials.")
  @Nullable String execCommand;

  @Option(names = "--exec-api-version", description = "set-credentials: version it speaks.")
  @Nullable String execApiVersion;

  @Option(
      names = "--exec-interactive-mode",
      description = "set-credentials: Always, IfAvailable or Never: may it ask.")
  String execInteractiveMode = "IfAvailable";

  @Option(
      names = "--exec-provide-cluster-info",
      description = "set-credentials: tell the program of the cluster.")
  boolean execProvideClusterInfo;

  @Option(names = "--auth-provider", description = "set-credentials: name of an old kind of it.")
  @Nullable String authProvider;

  @Option(
      names = "--auth-provider-arg",
      split = ",",
      description = "set-credentials: KEY=VALUE for it; KEY- removes one.")
  List<String> authProviderArguments = new ArrayList<>();

  @Option(names = "--exec-arg", description = "set-credentials: an argument of the program.")
  List<String> execArguments = new ArrayList<>();

  @Option(names = "--exec-env", description = "set-credentials: NAME=VALUE for the program.")
  List<String> execVariables = new ArrayList<>();

  @Option(names = "--set-raw-bytes", description = "set: the value is not in base64 yet.")
  boolean rawBytes;

  @Parameters List<String> arguments = new ArrayList<>();

  public ConfigChangeVerb(String action) {
    this.action = action;
  }

  @Override
  public int run(Session session) {
    var config = Kubeconfig.load(global, session.terminal(), false);
    var said =
        switch (action) {
          case "use-context" -> useContext(config);
          case "rename-context" -> renameContext(config);
          case "set-context" -> setContext(config);
          case "set-cluster" -> setCluster(session, config);
          case "set-credentials" -> setCredentials(session, config);
          case "delete-context" -> delete(session, config, "contexts", "context");
          case "delete-cluster" -> delete(session, config, "clusters", "cluster");
          case "delete-user" -> delete(session, config, "users", "user");
          case "set" -> setProperty(config);
          default -> unsetProperty(config);
        };
    session.out().println(said);
    return 0;
  }

  private String only() {
    if (arguments.size() != 1) {
      throw usage("Unexpected args: [" + String.join(" ", arguments) + "]");
    }
    return arguments.getFirst();
  }

  private String useContext(Kubeconfig config) {
    var name = only();
    if (config.entry("contexts", name) == null) {
      throw KubectlException.error("no context exists with the name: \"" + name + "\"");
    }
    switchTo(config, name);
    return "Switched to context \"" + name + "\".";
  }

  private static void switchTo(Kubeconfig config, String context) {
    var file = config.fileWith("", "");
    file.content().put("current-context", context);
    write(file);
  }

  private String renameContext(Kubeconfig config) {
    if (arguments.size() != 2) {
      throw usage("Unexpected args: [" + String.join(" ", arguments) + "]");
    }
    var from = arguments.getFirst();
    var to = arguments.get(1);
    var file = config.fileWith("contexts", from);
    var entry = find(file, "contexts", from);
    if (entry == null) {
      throw KubectlException.error(
          "cannot rename the context \"%s\", it's not in %s".formatted(from, file.path()));
    }
    if (config.entry("contexts", to) != null) {
      throw KubectlException.error(
          "cannot rename the context \"%s\", the context \"%s\" already exists in %s"
              .formatted(from, to, file.path()));
    }
    entry.put("name", to);
    write(file);
    if (config.currentContext().equals(from)) {
      switchTo(config, to);
    }
    return "Context \"" + from + "\" renamed to \"" + to + "\".";
  }

  private String setContext(Kubeconfig config) {
    if (current != arguments.isEmpty()) {
      throw KubectlException.error(
          current
              ? "Unexpected args: [" + String.join(" ", arguments) + "]"
              : "you must specify a non-empty context name or --current");
    }
    var name = current ? config.currentContext() : only();
    var file = config.fileWith("contexts", name);
    var created = find(file, "contexts", name) == null;
    var fields = entry(file, "contexts", name);
    put(fields, "cluster", global.cluster);
    put(fields, "user", global.user());
    put(fields, "namespace", global.namespace);
    write(file);
    return "Context \"" + name + "\" " + (created ? "created." : "modified.");
  }

  private String setCluster(Session session, Kubeconfig config) {
    var name = only();
    var file = config.fileWith("clusters", name);
    var fields = entry(file, "clusters", name);
    put(fields, "server", global.server == null ? null : global.server.replaceAll("/+$", ""));
    put(fields, "tls-server-name", global.tlsServerName);
    put(fields, "proxy-url", proxyUrl);
    if (global.insecure != null) {
      fields.put("insecure-skip-tls-verify", global.insecure);
      if (global.insecure) {
        fields.remove(List.of("certificate-authority", "certificate-authority-data"));
      }
    }
    if (global.certificateAuthority != null) {
      fields.remove("insecure-skip-tls-verify");
      certificate(session, fields, "certificate-authority", global.certificateAuthority);
    }
    write(file);
    return "Cluster \"" + name + "\" set.";
  }

  private String setCredentials(Session session, Kubeconfig config) {
    if (global.token != null && (global.username != null || global.password != null)) {
      throw KubectlException.error(
          "you cannot specify more than one authentication method at the same time: --token or --username/--password");
    }
    var name = only();
    var file = config.fileWith("users", name);
    var fields = entry(file, "users", name);
    certificate(session, fields, "client-certificate", global.clientCertificate);
    certificate(session, fields, "client-key", global.clientKey);
    put(fields, "token", global.token);
    put(fields, "username", global.username);
    put(fields, "password", global.password);
    if (global.token != null) {
      fields.remove(List.of("username", "password"));
    } else if (global.username != null || global.password != null) {
      fields.remove(List.of("token", "tokenFile"));
    }
    if (authProvider != null) {
      provider(Trees.ensure(fields, "auth-provider"));
    }
    if (execCommand != null) {
      exec(Trees.ensure(fields, "exec"));
    }
    write(file);
    return "User \"" + name + "\" set.";
  }

  private void provider(ObjectNode provider) {
    put(provider, "name", authProvider);
    for (var argument : authProviderArguments) {
      var equals = argument.indexOf('=');
      if (equals > 0) {
        Trees.ensure(provider, "config")
            .put(argument.substring(0, equals), argument.substring(equals + 1));
      } else if (argument.endsWith("-")) {
        Trees.ensure(provider, "config").remove(argument.substring(0, argument.length() - 1));
      } else {
        throw KubectlException.error(
            "--auth-provider-arg must be KEY=VALUE or KEY-, not " + argument);
      }
    }
  }

  private void exec(ObjectNode exec) {
    exec.put("command", execCommand);
    put(exec, "apiVersion", execApiVersion);
    if (!execArguments.isEmpty()) {
      exec.set("args", Trees.strings(execArguments));
    }
    for (var variable : execVariables) {
      var equals = variable.indexOf('=');
      if (equals <= 0) {
        throw KubectlException.error("--exec-env must be NAME=VALUE, not " + variable);
      }
      var entry = exec.withArray("env").addObject();
      entry.put("name", variable.substring(0, equals));
      entry.put("value", variable.substring(equals + 1));
    }
    exec.put("interactiveMode", execInteractiveMode);
    exec.put("provideClusterInfo", execProvideClusterInfo);
  }

  /** A path, or with {@code --embed-certs} what stands in the file. */
  private void certificate(Session session, ObjectNode fields, String name, @Nullable String path) {
    if (path == null) {
      return;
    }
    fields.remove(List.of(name, name + "-data"));
    if (!embed) {
      fields.put(name, path);
      return;
    }
    try {
      var content = Files.readAllBytes(session.terminal().directory().resolve(path));
      fields.put(name + "-data", Base64.getEncoder().encodeToString(content));
    } catch (IOException e) {
      throw KubectlException.error(
          "could not read %s data from %s: %s".formatted(name, path, e.getMessage()));
    }
  }

  private String delete(Session session, Kubeconfig config, String list, String what) {
    var name = only();
    var file = config.fileWith(list, name);
    if (!remove(file, list, name)) {
      throw KubectlException.error(
          "cannot delete %s %s, not in %s".formatted(what, name, file.path()));
    }
    if (what.equals("context") && config.currentContext().equals(name)) {
      session
          .err()
          .println(
              "warning: this removed your active context, use \"kubectl config use-context\" to select a different one");
    }
    write(file);
    return "deleted " + what + " " + name + " from " + file.path();
  }

  /** {@code LIST.NAME.FIELD}; a name may have dots. Null where the property is an entry. */
  private record Property(String list, String name, @Nullable String field) {
    static Property parse(String text) {
      var first = text.indexOf('.');
      var list = first < 0 ? text : text.substring(0, first);
      var fields = FIELDS.get(list);
      if (fields == null || first < 0) {
        throw KubectlException.error("unable to parse " + text + " after [] at api.Config");
      }
      var last = text.lastIndexOf('.');
      var field = text.substring(last + 1);
      return last > first && fields.contains(field)
          ? new Property(list, text.substring(first + 1, last), field)
          : new Property(list, text.substring(first + 1), null);
    }
  }

  private String setProperty(Kubeconfig config) {
    if (arguments.size() != 2) {
      throw usage("Unexpected args: [" + String.join(" ", arguments) + "]");
    }
    var text = arguments.getFirst();
    var value = arguments.get(1);
    if (text.equals("current-context")) {
      switchTo(config, value);
      return "Property \"" + text + "\" set.";
    }
    var property = Property.parse(text);
    if (property.field() == null) {
      throw KubectlException.error(
          "%s has no such field: the fields of %s are %s"
              .formatted(
                  text,
                  property.list(),
                  FIELDS.getOrDefault(property.list(), Set.of()).stream().sorted().toList()));
    }
    var file = config.fileWith(property.list(), property.name());
    var fields = entry(file, property.list(), property.name());
    if (Set.of("insecure-skip-tls-verify", "disable-compression").contains(property.field())) {
      if (!value.equals("true") && !value.equals("false")) {
        throw KubectlException.error(property.field() + " is true or false, not " + value);
      }
      fields.put(property.field(), value.equals("true"));
    } else if (rawBytes && property.field().endsWith("-data")) {
      var bytes = value.getBytes(StandardCharsets.UTF_8);
      fields.put(property.field(), Base64.getEncoder().encodeToString(bytes));
    } else {
      fields.put(property.field(), value);
    }
    write(file);
    return "Property \"" + text + "\" set.";
  }

  private String unsetProperty(Kubeconfig config) {
    var text = only();
    if (text.equals("current-context")) {
      switchTo(config, "");
      return "Property \"" + text + "\" unset.";
    }
    var property = Property.parse(text);
    var file = config.fileWith(property.list(), property.name());
    if (property.field() == null) {
      if (!remove(file, property.list(), property.name())) {
        throw KubectlException.error("current map key `" + property.name() + "` is invalid");
      }
    } else {
      entry(file, property.list(), property.name()).remove(property.field());
    }
    write(file);
    return "Property \"" + text + "\" unset.";
  }

  private static @Nullable ObjectNode find(ConfigFile file, String list, String name) {
    for (var candidate : file.list(list)) {
      if (text(candidate, "name").equals(name) && candidate instanceof ObjectNode found) {
        return found;
      }
    }
    return null;
  }

  /** The fields of an entry, which is made where it is not there. */
  private static ObjectNode entry(ConfigFile file, String list, String name) {
    var found = find(file, list, name);
    if (found == null) {
      found = file.list(list).addObject();
      found.put("name", name);
    }
    return Trees.ensure(found, list.substring(0, list.length() - 1));
  }

  private static boolean remove(ConfigFile file, String list, String name) {
    var entries = file.list(list);
    for (var i = 0; i < entries.size(); i++) {
      if (text(entries.path(i), "name").equals(name)) {
        entries.remove(i);
        return true;
      }
    }
    return false;
  }

  private static void put(ObjectNode fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  /** Replaces the file in one step, readable by its owner only. */
  private static void write(ConfigFile file) {
    Path path = file.path().toAbsolutePath();
    var content = file.content();
    content.put("apiVersion", "v1");
    content.put("kind", "Config");
    Trees.ensure(content, "preferences");
    var folder = path.getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
      var temporary = Files.createTempFile(folder, ".kubeconfig", "");
      Files.writeString(temporary, YamlWriter.write(content));
      Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw KubectlException.error("unable to write " + path + ": " + e);
    }
  }
}
