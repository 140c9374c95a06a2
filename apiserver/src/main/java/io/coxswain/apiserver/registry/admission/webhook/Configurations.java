package io.coxswain.apiserver.registry.admission.webhook;

import io.coxswain.api.Json;
import io.coxswain.apiserver.watch.ResourceCache;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The webhooks of all configurations of one kind, by name of the configuration. They are compiled
 * at the first request after a change; requests share the immutable result.
 */
final class Configurations {
  private final ResourceCache cache;
  private volatile boolean stale = true;
  private volatile List<Webhook> webhooks = List.of();

  Configurations(ResourceCache cache) {
    this.cache = cache;
    cache.onChange(() -> stale = true);
  }

  List<Webhook> webhooks() {
    return stale ? compile() : webhooks;
  }

  private synchronized List<Webhook> compile() {
    if (stale) {
      stale = false; // before reading: a change that comes meanwhile makes it stale again
      var compiled = new ArrayList<Webhook>();
      for (var entry : cache.entries("")) {
        compiled.addAll(of(entry.name(), Json.tree(entry.json())));
      }
      webhooks = List.copyOf(compiled);
    }
    return webhooks;
  }

  private static List<Webhook> of(String name, JsonNode configuration) {
    return configuration
        .path("webhooks")
        .valueStream()
        .map(hook -> Webhook.of(name, hook))
        .toList();
  }
}
