package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.print.Quantities;
import io.coxswain.kubectl.print.TabWriter;
import io.coxswain.kubectl.resource.Discovery;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows what nodes or pods use, as the metrics API (metrics.k8s.io) has it. */
public final class TopVerb extends Verb {
  private static final String API = "metrics.k8s.io/v1beta1";
  private final boolean nodes;

  @Mixin SelectorOptions selectors = new SelectorOptions();

  @Option(names = "--containers", description = "Show each container of the pods.")
  boolean containers;

  @Option(names = "--no-headers", description = "Leave the headers out.")
  boolean noHeaders;

  @Option(names = "--sort-by", description = "cpu or memory.")
  String sortBy = "";

  @Option(names = "--sum", description = "Print the sum of the pods.")
  boolean sum;

  @Option(names = "--show-capacity", description = "Percentages of the capacity.")
  boolean capacity;

  @Option(names = "--use-protocol-buffers", arity = "0..1", description = "Accepted.")
  boolean protobuf;

  @Parameters List<String> arguments = new ArrayList<>();

  /** What one line shows: CPU in cores, memory in bytes. */
  private record Usage(String namespace, String name, String part, double cpu, double memory) {}

  public TopVerb(boolean nodes) {
    this.nodes = nodes;
  }

  @Override
  public int run(Session session) {
    if (!List.of("", "cpu", "memory").contains(sortBy)) {
      throw KubectlException.error("--sort-by accepts only cpu or memory");
    }
    if (!arguments.isEmpty() && !selectors.isEmpty()) {
      throw KubectlException.error("only one of NAME or --selector can be provided");
    }
    if (!new Discovery(session.api()).versions().contains(API)) {
      throw KubectlException.error("Metrics API not available");
    }
    session.out().print(TabWriter.table(nodes ? nodeTable(session) : podTable(session)));
    return 0;
  }

  private List<JsonNode> metrics(Session session) {
    var scope =
        nodes
            ? "/nodes"
            : selectors.allNamespaces ? "/pods" : "/namespaces/" + session.namespace() + "/pods";
    var path = "/apis/" + API + scope;
    if (!arguments.isEmpty()) {
      return List.of(session.api().get(path + "/" + Query.encode(arguments.getFirst())));
    }
    var query =
        Query.of().with("labelSelector", selectors.labels).with("fieldSelector", selectors.fields);
    return Trees.items(session.api().get(path + query), "items");
  }

  private void sort(List<Usage> usages) {
    Comparator<Usage> order =
        switch (sortBy) {
          case "cpu" -> Comparator.comparingDouble(Usage::cpu).reversed();
          case "memory" -> Comparator.comparingDouble(Usage::memory).reversed();
          default -> Comparator.comparing(Usage::namespace).thenComparing(Usage::name);
        };
    usages.sort(order);
  }

  private static double amount(JsonNode node, String... path) {
    var quantity = Quantities.parse(text(node, path));
    return quantity == null ? 0 : quantity.doubleValue();
  }

  private String nodeTable(Session session) {
    var usages = new ArrayList<Usage>();
    for (var item : metrics(session)) {
      usages.add(
          new Usage(
              "",
              Trees.name(item),
              "",
              amount(item, "usage", "cpu"),
              amount(item, "usage", "memory")));
    }
    sort(usages);
    var table = new StringBuilder();
    if (!noHeaders) {
      table.append("NAME\tCPU(cores)\tCPU(%)\tMEMORY(bytes)\tMEMORY(%)\n");
    }
    for (var usage : usages) {
      var node = session.api().get("/api/v1/nodes/" + Query.encode(usage.name()));
      var whole = capacity ? "capacity" : "allocatable";
      table.append(usage.name()).append('\t').append(cores(usage.cpu())).append('\t');
      table.append(percent(usage.cpu(), amount(node, "status", whole, "cpu"))).append('\t');
      table.append(mebibytes(usage.memory())).append('\t');
      table.append(percent(usage.memory(), amount(node, "status", whole, "memory"))).append('\n');
    }
    return table.toString();
  }

  private String podTable(Session session) {
    var usages = new ArrayList<Usage>();
    for (var pod : metrics(session)) {
      var parts = new ArrayList<Usage>();
      for (var container : Trees.items(pod, "containers")) {
        parts.add(
            new Usage(
                Trees.namespace(pod),
                Trees.name(pod),
                text(container, "name"),
                amount(container, "usage", "cpu"),
                amount(container, "usage", "memory")));
      }
      if (containers) {
        usages.addAll(parts);
      } else {
        usages.add(total(Trees.namespace(pod), Trees.name(pod), parts));
      }
    }
    sort(usages);
    var table = new StringBuilder();
    if (!noHeaders) {
      table.append(selectors.allNamespaces ? "NAMESPACE\t" : "");
      table.append(containers ? "POD\tNAME\t" : "NAME\t").append("CPU(cores)\tMEMORY(bytes)\n");
    }
    if (sum) {
      usages.add(total("", "", List.copyOf(usages)));
    }
    for (var usage : usages) {
      table.append(selectors.allNamespaces ? usage.namespace() + "\t" : "");
      table.append(usage.name()).append('\t');
      table.append(containers ? usage.part() + "\t" : "");
      table.append(cores(usage.cpu())).append('\t').append(mebibytes(usage.memory())).append('\n');
    }
    return table.toString();
  }

  private static Usage total(String namespace, String name, List<Usage> parts) {
    return new Usage(
        namespace,
        name,
        "",
        parts.stream().mapToDouble(Usage::cpu).sum(),
        parts.stream().mapToDouble(Usage::memory).sum());
  }

  private static String cores(double cpu) {
    return (long) Math.ceil(cpu * 1000) + "m";
  }

  private static String mebibytes(double bytes) {
    return (long) (bytes / (1 << 20)) + "Mi";
  }

  private static String percent(double used, double whole) {
    return whole == 0 ? "<unknown>" : (long) (used * 100 / whole) + "%";
  }
}
