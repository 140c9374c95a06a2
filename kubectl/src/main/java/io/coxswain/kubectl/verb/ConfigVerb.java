package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.config.Kubeconfig;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.print.ObjectPrinter;
import io.coxswain.kubectl.print.TabWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows kubeconfig files; {@link ConfigChangeVerb} changes them. */
public final class ConfigVerb extends Verb {
  private static final Set<String> SECRETS = Set.of("token", "password");
  private static final Set<String> DATA =
      Set.of("certificate-authority-data", "client-certificate-data", "client-key-data");

  private final String action;

  @Mixin OutputOption format = new OutputOption();

  @Option(
      names = "--merge",
      arity = "0..1",
      fallbackValue = "true",
      description = "false: the one file that --kubeconfig names.")
  boolean merge = true;

  @Option(names = "--raw", description = "Show keys and certificates.")
  boolean raw;

  @Option(names = "--minify", description = "Only what the current context uses.")
  boolean minify;

  @Option(names = "--flatten", description = "Accepted: files are shown merged.")
  boolean flatten;

  @Option(names = "--no-headers", description = "Leave the headers out.")
  boolean noHeaders;

  @Parameters List<String> arguments = new ArrayList<>();

  public ConfigVerb(String action) {
    this.action = action;
  }

  @Override
  public int run(Session session) {
    if (!merge && global.kubeconfig == null) {
      throw KubectlException.error("if merge==false a precise file must be specified");
    }
    var config = Kubeconfig.load(global, session.terminal(), false);
    switch (action) {
      case "view" -> session.out().print(printer().print(view(config)));
      case "current-context" -> {
        if (config.currentContext().isEmpty()) {
          throw KubectlException.error("current-context is not set");
        }
        session.out().println(config.currentContext());
      }
      case "get-contexts" -> contexts(session, config);
      case "get-clusters" -> names(session, config, "clusters");
      default -> names(session, config, "users");
    }
    return 0;
  }

  private ObjectPrinter printer() {
    if (format.isDefault()) {
      format.output = "yaml";
    }
    return format.printer();
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
      view.set(list, entries.isEmpty() ? NullNode.getInstance() : entries);
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
      entries.removeIf(entry -> !arguments.contains(text(entry, "name")));
    }
    var table = new StringBuilder();
    var names = "name".equals(format.output);
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
    for (var name : arguments) {
      if (config.entry("contexts", name) == null) {
        throw KubectlException.error("context " + name + " not found");
      }
    }
  }
}
