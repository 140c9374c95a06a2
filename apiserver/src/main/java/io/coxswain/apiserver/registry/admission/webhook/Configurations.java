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
  private volatile Compiled compiled = new Compiled(new Object(), List.of());

  /**
   * What was made of one state of the cache.
   *
   * @param mark the cache's when it was read
   */
  private record Compiled(Object mark, List<Webhook> webhooks) {}

  Configurations(ResourceCache cache) {
    this.cache = cache;
  }

  List<Webhook> webhooks() {
    var known = compiled;
    return known.mark == cache.mark() ? known.webhooks : compile();
  }

  private synchronized List<Webhook> compile() {
    var mark = cache.mark(); // before reading: what changes meanwhile has another one
    if (compiled.mark != mark) {
      var all = new ArrayList<Webhook>();
      for (var entry : cache.entries("")) {
        all.addAll(of(entry.name(), Json.tree(entry.json())));
      }
      compiled = new Compiled(mark, List.copyOf(all));
    }
    return compiled.webhooks;
  }

  private static List<Webhook> of(String name, JsonNode configuration) {
    return configuration
        .path("webhooks")
        .valueStream()
        .map(hook -> Webhook.of(name, hook))
        .toList();
  }
}
