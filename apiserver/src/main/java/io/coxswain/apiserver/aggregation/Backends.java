package io.coxswain.apiserver.aggregation;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.watch.WatchCache;
import java.util.Objects;

/** Where extension servers are, from the caches of Services and their endpoints. */
final class Backends {
  private static final String SERVICE_LABEL = "kubernetes.io/service-name";

  private final WatchCache cache;
  private final Kinds kinds = Kinds.builtIn();

  Backends(WatchCache cache) {
    this.cache = cache;
  }

  Availability of(Extension extension) {
    var services = Objects.requireNonNull(cache.of(kinds.of(Service.class)));
    var entry = services.find(extension.namespace(), extension.service());
    var slices = Objects.requireNonNull(cache.of(kinds.of(EndpointSlice.class)));
    return Availability.of(
        extension,
        entry == null ? null : Json.read(entry.json(), Service.class),
        slices.entries(extension.namespace()).stream()
            .filter(slice -> extension.service().equals(slice.labels().get(SERVICE_LABEL)))
            .map(slice -> Json.read(slice.json(), EndpointSlice.class))
            .toList());
  }
}
