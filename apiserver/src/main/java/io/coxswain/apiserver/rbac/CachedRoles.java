package io.coxswain.apiserver.rbac;

import io.coxswain.api.Json;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.rbac.v1.ClusterRole;
import io.coxswain.api.rbac.v1.ClusterRoleBinding;
import io.coxswain.api.rbac.v1.Role;
import io.coxswain.api.rbac.v1.RoleBinding;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.watch.ResourceCache;
import io.coxswain.apiserver.watch.WatchCache;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads roles and bindings from the watch cache. */
public final class CachedRoles implements RoleObjects {
  private final ResourceCache clusterBindings;
  private final ResourceCache bindings;
  private final ResourceCache clusterRoles;
  private final ResourceCache roles;
  private final Parsed<ClusterRoleBinding> parsedClusterBindings =
      new Parsed<>(json -> Json.read(json, ClusterRoleBinding.class));
  private final Parsed<RoleBinding> parsedBindings =
      new Parsed<>(json -> Json.read(json, RoleBinding.class));
  private final Parsed<RuleTable> clusterTables =
      new Parsed<>(json -> new RuleTable(Json.read(json, ClusterRole.class).rules()));
  private final Parsed<RuleTable> tables =
      new Parsed<>(json -> new RuleTable(Json.read(json, Role.class).rules()));

  public CachedRoles(Kinds kinds, WatchCache cache) {
    clusterBindings = cacheOf(kinds, cache, ClusterRoleBinding.class);
    bindings = cacheOf(kinds, cache, RoleBinding.class);
    clusterRoles = cacheOf(kinds, cache, ClusterRole.class);
    roles = cacheOf(kinds, cache, Role.class);
  }

  private static ResourceCache cacheOf(
      Kinds kinds, WatchCache cache, Class<? extends KubernetesObject> type) {
    var found = cache.of(kinds.of(type));
    if (found == null) {
      throw new IllegalStateException(type.getSimpleName() + " is not in the cache");
    }
    return found;
  }

  /** Runs something after each change of what is read here; it must not block. */
  void onChange(Runnable listener) {
    for (var cache : List.of(clusterBindings, bindings, clusterRoles, roles)) {
      cache.onChange(listener);
    }
  }

  @Override
  public List<ClusterRoleBinding> clusterBindings() {
    var entries = clusterBindings.entries("");
    parsedClusterBindings.trim(entries.size());
    clusterTables.trim(clusterRoles.size());
    parsedBindings.trim(bindings.size());
    tables.trim(roles.size());
    return entries.stream().map(parsedClusterBindings::of).toList();
  }

  @Override
  public List<RoleBinding> bindings(String namespace) {
    return bindings.entries(namespace).stream().map(parsedBindings::of).toList();
  }

  @Override
  public @Nullable RuleTable clusterRole(String name) {
    var entry = clusterRoles.find("", name);
    return entry == null ? null : clusterTables.of(entry);
  }

  @Override
  public @Nullable RuleTable role(String namespace, String name) {
    var entry = roles.find(namespace, name);
    return entry == null ? null : tables.of(entry);
  }
}
