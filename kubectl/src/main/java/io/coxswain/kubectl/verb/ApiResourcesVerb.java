package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.print.TabWriter;
import io.coxswain.kubectl.resource.ResourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Lists what the server serves. */
public final class ApiResourcesVerb extends Verb {
  @Option(
      names = "--namespaced",
      arity = "0..1",
      fallbackValue = "true",
      description = "Those with, or without, namespaces.")
  @Nullable Boolean namespaced;

  @Option(names = "--api-group", description = "Those of this group.")
  @Nullable String group;

  @Option(names = "--verbs", split = ",", description = "Those with all these verbs.")
  List<String> verbs = new ArrayList<>();

  @Option(names = "--categories", split = ",", description = "Those of all these categories.")
  List<String> categories = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      description = "name or wide.")
  String output = "";

  @Option(names = "--no-headers", description = "Leave the headers out.")
  boolean noHeaders;

  @Option(names = "--sort-by", description = "name or kind.")
  String sortBy = "";

  @Option(names = "--cached", description = "Accepted; nothing is cached.")
  boolean cached;

  @Override
  public int run(Session session) {
    if (!List.of("", "wide", "name").contains(output)) {
      throw KubectlException.error("--output " + output + " is not available");
    }
    if (!List.of("", "name", "kind").contains(sortBy)) {
      throw KubectlException.error("--sort-by accepts only name or kind");
    }
    var text = new StringBuilder();
    if (!noHeaders && !output.equals("name")) {
      text.append("NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND");
      text.append(output.equals("wide") ? "\tVERBS\tCATEGORIES\n" : "\n");
    }
    for (var type : types(session)) {
      text.append(line(type)).append('\n');
    }
    session.out().print(TabWriter.table(text.toString()));
    return 0;
  }

  private String line(ResourceType type) {
    if (output.equals("name")) {
      return type.qualifiedPlural();
    }
    var line =
        String.join(
            "\t",
            type.plural(),
            String.join(",", type.shortNames()),
            type.apiVersion(),
            String.valueOf(type.namespaced()),
            type.kind());
    return output.equals("wide")
        ? line + "\t" + String.join(",", type.verbs()) + "\t" + String.join(",", type.categories())
        : line;
  }

  private List<ResourceType> types(Session session) {
    var seen = new HashSet<String>();
    var result = new ArrayList<ResourceType>();
    for (var type : session.resources().served()) {
      var wanted =
          (namespaced == null || type.namespaced() == namespaced)
              && (group == null || type.group().equals(group))
              && type.verbs().containsAll(verbs)
              && !type.verbs().isEmpty()
              && type.categories().containsAll(categories);
      // A group's preferred version comes first; others repeat its resources.
      if (wanted && seen.add(type.qualifiedPlural())) {
        result.add(type);
      }
    }
    result.sort(
        switch (sortBy) {
          case "name" -> Comparator.comparing(ResourceType::plural);
          case "kind" -> Comparator.comparing(ResourceType::kind);
          default -> Comparator.comparing(ResourceType::group).thenComparing(ResourceType::plural);
        });
    return result;
  }
}
