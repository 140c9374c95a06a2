package io.coxswain.kubectl.resource;

import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.invocation.KubectlException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds resource types by what users call them: first among the built-in ones, then by discovery.
 */
public final class Resources {
  private final Supplier<ApiClient> api;
  private final List<ResourceType> builtin = BuiltinResources.all();
  private @Nullable List<ResourceType> served;

  public Resources(Supplier<ApiClient> api) {
    this.api = api;
  }

  /** Everything the server serves. */
  public List<ResourceType> served() {
    if (served == null) {
      served = new Discovery(api.get()).resources();
    }
    return served;
  }

  /**
   * A plural, singular, short name or kind, perhaps with {@code .group} or {@code .version.group}.
   */
  public ResourceType named(String argument) {
    return find(argument)
        .orElseThrow(
            () ->
                KubectlException.error(
                    "the server doesn't have a resource type \""
                        + argument.split("\\.", -1)[0]
                        + "\""));
  }

  public Optional<ResourceType> find(String argument) {
    var name = argument.toLowerCase(Locale.ROOT);
    return search(builtin, name).or(() -> search(served(), name));
  }

  private static Optional<ResourceType> search(List<ResourceType> types, String name) {
    for (var type : types) {
      if (type.answersTo(name)) {
        return Optional.of(type);
      }
    }
    var dot = name.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    var head = name.substring(0, dot);
    var tail = name.substring(dot + 1);
    for (var type : types) {
      var full = type.version() + "." + type.group();
      var matches = type.group().equals(tail) || full.equals(tail) || full.equals(tail + ".");
      if (matches && type.answersTo(head)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The type of a manifest's object. */
  public Optional<ResourceType> ofKind(String apiVersion, String kind) {
    return byKind(builtin, apiVersion, kind).or(() -> byKind(served(), apiVersion, kind));
  }

  /** The type of {@code Deployment.apps} or {@code ConfigMap}, in the version that is preferred. */
  public Optional<ResourceType> ofGroupKind(String groupKind) {
    return byGroupKind(builtin, groupKind).or(() -> byGroupKind(served(), groupKind));
  }

  private static Optional<ResourceType> byGroupKind(List<ResourceType> types, String groupKind) {
    return types.stream().filter(type -> type.groupKind().equals(groupKind)).findFirst();
  }

  private static Optional<ResourceType> byKind(
      List<ResourceType> types, String apiVersion, String kind) {
    return types.stream()
        .filter(type -> type.kind().equals(kind) && type.apiVersion().equals(apiVersion))
        .findFirst();
  }

  /** The types of a category such as {@code all}; empty where there is no such category. */
  public List<ResourceType> category(String name) {
    if (!name.equals("all") && !name.equals("api-extensions")) {
      return find(name).isPresent() ? List.of() : preferred(name);
    }
    return preferred(name);
  }

  private List<ResourceType> preferred(String category) {
    var seen = new HashSet<String>();
    var result = new ArrayList<ResourceType>();
    for (var type : served()) {
      if (type.categories().contains(category) && seen.add(type.qualifiedPlural())) {
        result.add(type);
      }
    }
    return result;
  }
}
