package io.coxswain.kubectl.resource;

import io.coxswain.kubectl.invocation.KubectlException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code TYPE[,TYPE] [NAME...]} and {@code TYPE/NAME...}. */
public final class ResourceArguments {
  private ResourceArguments() {}

  /** A type, and a name unless all of the type are meant. */
  public record Target(ResourceType type, @Nullable String name) {}

  public static List<Target> parse(Resources resources, List<String> arguments) {
    var slashes = arguments.stream().anyMatch(argument -> argument.contains("/"));
    return slashes ? typeAndName(resources, arguments) : typesThenNames(resources, arguments);
  }

  private static List<Target> typeAndName(Resources resources, List<String> arguments) {
    var targets = new ArrayList<Target>();
    for (var argument : arguments) {
      var slash = argument.indexOf('/');
      if (slash < 0) {
        throw KubectlException.error(
            "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'");
      }
      var type = argument.substring(0, slash);
      var name = argument.substring(slash + 1);
      if (name.contains("/")) {
        throw KubectlException.error(
            "arguments in resource/name form may not have more than one slash");
      }
      if (type.isEmpty() || name.isEmpty()) {
        throw KubectlException.error(
            "arguments in resource/name form must have a single resource and name");
      }
      targets.add(new Target(resources.named(type), name));
    }
    return targets;
  }

  private static List<Target> typesThenNames(Resources resources, List<String> arguments) {
    var targets = new ArrayList<Target>();
    if (arguments.isEmpty()) {
      return targets;
    }
    var names = arguments.subList(1, arguments.size());
    for (var word : arguments.getFirst().split(",", -1)) {
      if (word.isEmpty()) {
        throw KubectlException.error("arguments must consist of a resource or a resource and name");
      }
      var types = resources.category(word);
      for (var type : types.isEmpty() ? List.of(resources.named(word)) : types) {
        if (names.isEmpty()) {
          targets.add(new Target(type, null));
        }
        names.forEach(name -> targets.add(new Target(type, name)));
      }
    }
    return targets;
  }
}
