package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.config.Kubeconfig;
import io.coxswain.kubectl.print.ObjectPrinter;
import io.coxswain.kubectl.print.TabWriter;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.tree.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Shows and changes kubeconfig files. */
public final class ConfigVerb extends Verb {
  private static final Set<String> SECRETS = Set.of("token", "password", "client-key-data");
  private static final Set<String> DATA =
      Set.of("certificate-authority-data", "client-certificate-data");

  private final String action;

  @Option(
      names = {"-o", "--output"},
      description = "json, yaml, name or jsonpath=...")
  @Nullable String output;

  @Option(names = "--raw", description = "Show keys and certificates.")
  boolean raw;

  @Option(names = "--minify", description = "Only what the current context uses.")
  boolean minify;

  @Option(names = "--flatten", description = "Accepted: files are shown merged.")
  boolean flatten;

  @Option(names = "--no-headers", description = "Leave the headers out.")
  boolean noHeaders;

  @Option(names = "--current", description = "Change the current context.")
  boolean current;

  @Parameters List<String> arguments = new ArrayList<>();

  public ConfigVerb(String action) {
    this.action = action;
  }

  @Override
  public int run(Session session) {
    var config = Kubeconfig.load(global, session.terminal());
    switch (action) {
      case "view" ->
          session
              .out()
              .print(ObjectPrinter.of(output == null ? "yaml" : output, true).print(view(config)));
      case "current-context" -> {
        if (config.currentContext().isEmpty()) {
          throw KubectlException.error("current-context is not set");
        }
        session.out().println(config.currentContext());
      }
      case "get-contexts" -> contexts(session, config);
      case "get-clusters" -> names(session, config, "clusters");
      case "get-users" -> names(session, config, "users");
      case "use-context" -> useContext(session, config);
      default -> setContext(session, config);
    }
    return 0;
  }

  private ObjectNode view(Kubeconfig config) {
    var view = Trees.object();
    view.put("apiVersion", "v1");
    view.put("kind", "Config");
    Trees.ensure(view, "preferences");
    view.put("current-context", config.currentContext());
    var context = config.entry("contexts", config.currentContext());
    for (var list : List.of("clusters", "contexts", "users")) {
      var entries = Trees.array();
      for (var entry : config.entries(list)) {
        var wanted =
            switch (list) {
              case "clusters" -> context == null ? "" : text(context, "context", "cluster");
              case "users" -> context == null ? "" : text(context, "context", "user");
              default -> config.currentContext();
            };
        if (!minify || text(entry, "name").equals(wanted)) {
          entries.add(raw ? entry : withoutSecrets((ObjectNode) entry.deepCopy()));
        }
      }
      view.set(list, entries);
    }
    return view;
  }

  private static ObjectNode withoutSecrets(ObjectNode entry) {
    for (var part : entry) {
      if (part instanceof ObjectNode fields) {
        for (var name : fields.propertyNames().toArray(new String[0])) {
          if (SECRETS.contains(name)) {
            fields.put(name, "REDACTED");
          } else if (DATA.contains(name)) {
            fields.put(name, "DATA+OMITTED");
          }
        }
      }
    }
    return entry;
  }

  private void names(Session session, Kubeconfig config, String list) {
    session.out().println("NAME");
    config.entries(list).stream()
        .map(entry -> text(entry, "name"))
        .sorted()
        .forEach(session.out()::println);
  }

  private void contexts(Session session, Kubeconfig config) {
    var entries = new ArrayList<>(config.entries("contexts"));
    entries.sort(java.util.Comparator.comparing(entry -> text(entry, "name")));
    if (!arguments.isEmpty()) {
      for (var name : arguments) {
        if (config.entry("contexts", name) == null) {
          throw KubectlException.error("context " + name + " not found");
        }
      }
      entries.removeIf(entry -> !arguments.contains(text(entry, "name")));
    }
    var table = new StringBuilder();
    var names = "name".equals(output);
    if (!noHeaders && !names) {
      table.append("CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n");
    }
    for (var entry : entries) {
      var name = text(entry, "name");
      if (names) {
        table.append(name).append('\n');
        continue;
      }
      table
          .append(name.equals(config.currentContext()) ? "*" : "")
          .append('\t')
          .append(
              String.join(
                  "\t",
                  name,
                  text(entry, "context", "cluster"),
                  text(entry, "context", "user"),
                  text(entry, "context", "namespace")))
          .append('\n');
    }
    session.out().print(TabWriter.table(table.toString()));
  }

  private void useContext(Session session, Kubeconfig config) {
    if (arguments.size() != 1) {
      throw KubectlException.error("use-context takes one argument: the context's name");
    }
    var name = arguments.getFirst();
    if (config.entry("contexts", name) == null) {
      throw KubectlException.error("no context exists with the name: \"" + name + "\"");
    }
    var content = config.firstContent();
    content.put("current-context", name);
    write(config, content);
    session.out().println("Switched to context \"" + name + "\".");
  }

  private void setContext(Session session, Kubeconfig config) {
    if (current == !arguments.isEmpty() || arguments.size() > 1) {
      throw KubectlException.error("Unexpected args: " + arguments);
    }
    var name = current ? config.currentContext() : arguments.getFirst();
    var content = config.firstContent();
    var contexts =
        content.get("contexts") instanceof tools.jackson.databind.node.ArrayNode present
            ? present
            : Trees.array();
    content.set("contexts", contexts);
    ObjectNode entry = null;
    for (var candidate : contexts) {
      if (text(candidate, "name").equals(name) && candidate instanceof ObjectNode found) {
        entry = found;
      }
    }
    var created = entry == null;
    if (entry == null) {
      entry = Trees.object();
      entry.put("name", name);
      contexts.add(entry);
    }
    var fields = Trees.ensure(entry, "context");
    if (global.cluster != null) {
      fields.put("cluster", global.cluster);
    }
    if (global.user() != null) {
      fields.put("user", global.user());
    }
    if (global.namespace != null) {
      fields.put("namespace", global.namespace);
    }
    write(config, content);
    session.out().println("Context \"" + name + "\" " + (created ? "created." : "modified."));
  }

  /** Replaces the file in one step, readable by its owner only. */
  private static void write(Kubeconfig config, ObjectNode content) {
    var path = config.fileForChanges().toAbsolutePath();
    var folder = path.getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
      var temporary = Files.createTempFile(folder, ".kubeconfig", "");
      Files.writeString(temporary, YamlWriter.write(content));
      Files.move(temporary, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw KubectlException.error("unable to write " + path + ": " + e);
    }
  }
}
