package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.print.JsonPath;
import io.coxswain.kubectl.print.ObjectPrinter;
import io.coxswain.kubectl.print.PlainTable;
import io.coxswain.kubectl.print.SortKeys;
import io.coxswain.kubectl.print.TablePrinter;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.resource.ResourceArguments;
import io.coxswain.kubectl.resource.ResourceArguments.Target;
import io.coxswain.kubectl.resource.ResourceType;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows objects: as the server's tables, or in a structured format. */
public final class GetVerb extends Verb {
  static final String TABLE =
      "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";

  @Mixin FileOptions files = new FileOptions();
  @Mixin SelectorOptions selectors = new SelectorOptions();

  @Option(
      names = {"-o", "--output"},
      description = "json, yaml, name, wide, jsonpath=..., go-template=..., custom-columns=...")
  @Nullable String output;

  @Option(names = "--template", description = "The template of -o go-template or jsonpath.")
  String template = "";

  @Option(
      names = {"-w", "--watch"},
      description = "Go on printing changes.")
  boolean watch;

  @Option(names = "--watch-only", description = "Print changes only.")
  boolean watchOnly;

  @Option(names = "--output-watch-events", description = "Print what kind of change it was.")
  boolean watchEvents;

  @Option(names = "--no-headers", description = "Leave the headers out.")
  boolean noHeaders;

  @Option(names = "--show-labels", description = "Show all labels in a last column.")
  boolean showLabels;

  @Option(names = "--show-kind", description = "Show the kind before the name.")
  boolean showKind;

  @Option(
      names = {"-L", "--label-columns"},
      split = ",",
      description = "Show these labels as columns.")
  List<String> labelColumns = new ArrayList<>();

  @Option(names = "--sort-by", description = "Sort by this JSONPath.")
  @Nullable String sortBy;

  @Option(names = "--ignore-not-found", description = "Objects that don't exist are no error.")
  boolean ignoreNotFound;

  @Option(names = "--show-managed-fields", description = "Keep managedFields in the output.")
  boolean managedFields;

  @Option(
      names = "--allow-missing-template-keys",
      arity = "0..1",
      fallbackValue = "true",
      description = "false: a template's field that the object lacks is an error.")
  boolean allowMissingKeys = true;

  @Option(names = "--raw", description = "Print what the server answers at this path.")
  @Nullable String raw;

  @Option(names = "--subresource", description = "Show this subresource: status or scale.")
  String subresource = "";

  @Option(names = "--chunk-size", description = "Accepted; lists are read in pages of 500.")
  long chunkSize = 500;

  @Option(
      names = "--server-print",
      arity = "0..1",
      fallbackValue = "true",
      description = "false: name and age only, without the server's table.")
  boolean serverPrint = true;

  @Parameters List<String> arguments = new ArrayList<>();

  private final Failures failures = new Failures();

  @Override
  public int run(Session session) {
    if (raw != null) {
      checkRaw(raw);
      var answer = session.api().sendText("GET", raw, null, "", "*/*");
      session.out().write(answer, 0, answer.length);
      return 0;
    }
    var printer =
        ObjectPrinter.of(ObjectPrinter.format(output, template), managedFields, allowMissingKeys);
    var groups = groups(session);
    if (!subresource.isEmpty() && groups.values().stream().anyMatch(List::isEmpty)) {
      throw KubectlException.error("subresource cannot be used when bulk resources are specified");
    }
    if (watch || watchOnly) {
      return new Watching(session, this, printer).run(groups);
    }
    if (printer.isTable()) {
      tables(session, printer, groups);
    } else {
      objects(session, printer, groups);
    }
    failures.raise();
    return 0;
  }

  private void checkRaw(String path) {
    if (!arguments.isEmpty()) {
      throw KubectlException.error("arguments may not be passed when --raw is specified");
    }
    if (output != null) {
      throw KubectlException.error("--raw and --output are mutually exclusive");
    }
    if (!path.startsWith("/")) {
      throw KubectlException.error(
          "--raw must be a valid URL path: parse %s: invalid URI for request"
              .formatted(JsonWriter.quote(path)));
    }
  }

  /** What to show of each type: names, or everything where a type has no names. */
  private Map<ResourceType, List<String>> groups(Session session) {
    Map<ResourceType, List<String>> groups = new LinkedHashMap<>();
    if (!files.isEmpty()) {
      if (!arguments.isEmpty()) {
        throw KubectlException.error(
            "when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well");
      }
      for (var item : new Finder(session, failures).local(files)) {
        groups.computeIfAbsent(item.type(), type -> new ArrayList<>()).add(item.name());
      }
      return groups;
    }
    if (arguments.isEmpty()) {
      throw new KubectlException(
          "You must specify the type of resource to get. Use \"kubectl api-resources\" for a"
              + " complete list of supported resources.\n\n"
              + "error: Required resource not specified.\n"
              + "Use \"kubectl explain <resource>\" for a detailed description of that resource"
              + " (e.g. kubectl explain pods).\n"
              + "See 'kubectl get -h' for help and examples",
          1);
    }
    for (Target target : ResourceArguments.parse(session.resources(), arguments)) {
      var names = groups.computeIfAbsent(target.type(), type -> new ArrayList<>());
      if (target.name() != null) {
        if (!selectors.isEmpty()) {
          throw KubectlException.error("name cannot be provided when a selector is specified");
        }
        if (selectors.allNamespaces) {
          throw KubectlException.error(
              "a resource cannot be retrieved by name across all namespaces");
        }
        names.add(target.name());
      }
    }
    return groups;
  }

  TablePrinter.Style style(ResourceType type, ObjectPrinter printer, boolean kinds) {
    return new TablePrinter.Style(
        printer.isWide(),
        !noHeaders,
        selectors.allNamespaces && type.namespaced(),
        kinds || showKind,
        showLabels,
        labelColumns,
        watchEvents,
        sortBy);
  }

  private void tables(
      Session session, ObjectPrinter printer, Map<ResourceType, List<String>> groups) {
    var finder = new Finder(session, failures);
    var answers = new LinkedHashMap<ResourceType, List<JsonNode>>();
    for (var group : groups.entrySet()) {
      var type = group.getKey();
      var pages = new ArrayList<JsonNode>();
      if (group.getValue().isEmpty()) {
        attempt(() -> listTable(session, finder, type, pages::add));
      }
      for (var name : group.getValue()) {
        attempt(() -> pages.add(tableOf(session, type, name)));
      }
      if (!pages.isEmpty()) {
        answers.put(type, pages);
      }
    }
    var written = false;
    for (var answer : answers.entrySet()) {
      var type = answer.getKey();
      var table = new TablePrinter(type, style(type, printer, answers.size() > 1));
      answer
          .getValue()
          .forEach(page -> table.add(serverPrint ? page : PlainTable.of(page, session.now()), ""));
      if (!table.isEmpty()) {
        session.out().print((written && !noHeaders ? "\n" : "") + table.take());
        written = true;
      }
    }
    if (!written && failures.none() && !ignoreNotFound) {
      session.err().println(nothingFound(session, groups));
    }
  }

  private void listTable(
      Session session, Finder finder, ResourceType type, Consumer<JsonNode> reader) {
    var namespace = selectors.allNamespaces ? null : session.namespaceFor(type);
    var accept = serverPrint ? TABLE : "application/json";
    finder.pages(type, namespace, selectors, accept, includeObject(), reader);
  }

  private String includeObject() {
    return sortBy == null ? "" : "Object";
  }

  private JsonNode tableOf(Session session, ResourceType type, String name) {
    var namespace = session.namespaceFor(type);
    var query = Query.of().with("includeObject", includeObject());
    var path = type.path(namespace, name) + suffix() + query;
    var accept = serverPrint ? TABLE : "application/json";
    return new Finder(session, failures).get(type, namespace, path, accept);
  }

  private String suffix() {
    return subresource.isEmpty() ? "" : "/" + subresource;
  }

  private void attempt(Runnable action) {
    failures.attempt(
        () -> {
          try {
            action.run();
          } catch (ApiError e) {
            if (!ignoreNotFound || !e.isNotFound()) {
              throw e;
            }
          }
        });
  }

  private String nothingFound(Session session, Map<ResourceType, List<String>> groups) {
    var namespaced = groups.keySet().stream().anyMatch(ResourceType::namespaced);
    return namespaced && !selectors.allNamespaces
        ? "No resources found in " + session.namespace() + " namespace."
        : "No resources found";
  }

  private void objects(
      Session session, ObjectPrinter printer, Map<ResourceType, List<String>> groups) {
    var finder = new Finder(session, failures);
    var found = new ArrayList<Located>();
    var single = false;
    for (var group : groups.entrySet()) {
      var type = group.getKey();
      if (group.getValue().isEmpty()) {
        attempt(() -> found.addAll(finder.list(type, selectors)));
      }
      for (var name : group.getValue()) {
        single = groups.size() == 1 && group.getValue().size() == 1;
        attempt(() -> found.add(named(session, type, name)));
      }
    }
    if (sortBy != null) {
      var path = JsonPath.relaxed(sortBy);
      found.sort((a, b) -> SortKeys.compare(path, a.object(), b.object()));
    }
    if (found.isEmpty() && (single || !failures.none())) {
      return;
    }
    session.out().print(structured(printer, found, single));
  }

  private Located named(Session session, ResourceType type, String name) {
    var namespace = session.namespaceFor(type);
    var path = type.path(namespace, name) + suffix();
    var object = new Finder(session, failures).get(type, namespace, path, "application/json");
    return new Located(type, namespace, object, null);
  }

  private String structured(ObjectPrinter printer, List<Located> found, boolean single) {
    if (printer.isName()) {
      var names = new StringBuilder();
      found.forEach(item -> names.append(item.printedName()).append('\n'));
      return names.toString();
    }
    var objects = found.stream().map(Located::object).toList();
    if (printer.isCustomColumns()) {
      return printer.customColumns(objects, !noHeaders);
    }
    return printer.print(single ? objects.getFirst() : list(objects));
  }

  private static JsonNode list(List<JsonNode> objects) {
    var list = Trees.object();
    list.put("apiVersion", "v1");
    var items = Trees.array();
    objects.forEach(items::add);
    list.set("items", items);
    list.put("kind", "List");
    Trees.ensure(list, "metadata").put("resourceVersion", "");
    return list;
  }

  /** Prints what is there and then every change, until the user stops it. */
  private record Watching(Session session, GetVerb verb, ObjectPrinter printer) {

    int run(Map<ResourceType, List<String>> groups) {
      if (groups.size() != 1) {
        throw KubectlException.error("you may only specify a single resource type");
      }
      var group = groups.entrySet().iterator().next();
      if (group.getValue().size() > 1) {
        throw KubectlException.error(
            "watch is only supported on individual resources and resource collections - "
                + group.getValue().size()
                + " resources were found");
      }
      var type = group.getKey();
      var selectors = verb.selectors;
      if (!group.getValue().isEmpty()) {
        selectors.fields = "metadata.name=" + group.getValue().getFirst();
      }
      var namespace = selectors.allNamespaces ? null : session.namespaceFor(type);
      var table = new TablePrinter(type, verb.style(type, printer, false));
      var version = first(type, namespace, table);
      follow(type, namespace, table, version);
      return 0;
    }

    private String accept() {
      return printer.isTable() ? TABLE : "application/json";
    }

    private String first(ResourceType type, @Nullable String namespace, TablePrinter table) {
      var selectors = verb.selectors;
      var query =
          Query.of()
              .with("labelSelector", selectors.labels)
              .with("fieldSelector", selectors.fields);
      var list =
          Finder.served(
              type, () -> session.api().get(type.collection(namespace) + query, accept()));
      if (!verb.watchOnly) {
        if (printer.isTable()) {
          table.add(list, "ADDED");
        } else {
          Trees.items(list, "items").forEach(item -> print(type, table, item, "ADDED"));
        }
        flush(table);
      }
      return text(list, "metadata", "resourceVersion");
    }

    private void follow(
        ResourceType type, @Nullable String namespace, TablePrinter table, String version) {
      var query =
          Query.of()
              .with("labelSelector", verb.selectors.labels)
              .with("fieldSelector", verb.selectors.fields)
              .with("resourceVersion", version)
              .with("timeoutSeconds", session.watchSeconds())
              .with("watch", true);
      EventStream.read(
          session.api(),
          type.collection(namespace) + query,
          accept(),
          event -> {
            print(type, table, event.path("object"), text(event, "type"));
            flush(table);
            return true;
          });
    }

    private void print(ResourceType type, TablePrinter table, JsonNode object, String event) {
      if (text(object, "kind").equals("Status")) {
        throw new ApiError(object);
      }
      if (event.equals("BOOKMARK")) {
        return;
      }
      if (printer.isTable()) {
        table.add(object, event);
      } else if (verb.watchEvents) {
        var wrapped = Trees.object();
        wrapped.put("type", event);
        wrapped.set("object", object);
        session.out().print(printer.print(wrapped));
      } else {
        if (object instanceof tools.jackson.databind.node.ObjectNode node) {
          node.put("apiVersion", type.apiVersion());
          node.put("kind", type.kind());
        }
        session.out().print(printer.print(new Located(type, null, object, null), ""));
      }
    }

    private void flush(TablePrinter table) {
      if (printer.isTable()) {
        session.out().print(table.take());
      }
      session.out().flush();
    }
  }
}
