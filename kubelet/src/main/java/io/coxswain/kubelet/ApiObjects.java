package io.coxswain.kubelet;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.HostPathVolumeSource;
import io.coxswain.api.core.v1.PersistentVolume;
import io.coxswain.api.core.v1.PersistentVolumeClaim;
import io.coxswain.api.core.v1.Secret;
import io.coxswain.api.core.v1.Service;
import io.coxswain.client.Informer;
import io.coxswain.client.InformerListener;
import io.coxswain.client.InformerOptions;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.Timers;
import io.coxswain.kubelet.env.ConfigException;
import io.coxswain.kubelet.env.ObjectSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects that this node's pods refer to. Each ConfigMap and Secret in use is watched by itself
 * (a node may see no others), and forgotten when nobody asked for it in ten minutes, or when its
 * namespace has no pods here any more, so that the API server is not asked for what it would
 * refuse. Safe for any thread.
 */
final class ApiObjects implements ObjectSource, AutoCloseable {
  private static final Duration SYNC = Duration.ofSeconds(5);
  private static final Duration UNUSED = Duration.ofMinutes(10);

  /** Told of an object that changed. */
  @FunctionalInterface
  interface Listener {
    void changed(String namespace, String kind, String name);
  }

  private record Key(Class<?> type, String namespace, String name) {}

  private static final class Entry<T> {
    final Informer<T> informer;
    volatile Instant usedAt;

    Entry(Informer<T> informer, Instant usedAt) {
      this.informer = informer;
      this.usedAt = usedAt;
    }
  }

  private final KubernetesClient client;
  private final Timers timers;
  private final Informer<Service> services;
  private final Map<Key, Entry<?>> entries = new ConcurrentHashMap<>();
  private volatile @Nullable Listener listener;

  ApiObjects(KubernetesClient client, Timers timers) {
    this.client = client;
    this.timers = timers;
    this.services = Informer.start(client.resources(Service.class), InformerOptions.all(), timers);
  }

  void onChange(Listener wanted) {
    listener = wanted;
  }

  @Override
  public Optional<ConfigMap> configMap(String namespace, String name) {
    return get(ConfigMap.class, namespace, name);
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    return get(Secret.class, namespace, name);
  }

  @Override
  public List<Service> services() {
    try {
      services.awaitSync(SYNC);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return services.list();
  }

  private <T extends KubernetesObject> Optional<T> get(
      Class<T> type, String namespace, String name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    var entry =
        entries.computeIfAbsent(
            new Key(type, namespace, name), key -> begin(type, namespace, name));
    entry.usedAt = timers.instant();
    try {
      if (entry.informer.awaitSync(SYNC)) {
        var found = entry.informer.get(namespace, name).map(type::cast);
        if (found.isPresent()) {
          return found;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // The watch may be a moment behind a creation.
    return client.resources(type).get(namespace, name);
  }

  private <T extends KubernetesObject> Entry<T> begin(
      Class<T> type, String namespace, String name) {
    InformerOptions<T> options =
        InformerOptions.<T>all()
            .withNamespace(namespace)
            .withFieldSelector("metadata.name=" + name);
    var informer = Informer.prepare(client.resources(type), options, timers);
    informer.onChange(new Notifier<>(type.getSimpleName()));
    informer.begin();
    return new Entry<>(informer, timers.instant());
  }

  private final class Notifier<T extends KubernetesObject> implements InformerListener<T> {
    private final String kind;

    Notifier(String kind) {
      this.kind = kind;
    }

    @Override
    public void added(T object) {
      tell(object);
    }

    @Override
    public void updated(T before, T after) {
      tell(after);
    }

    @Override
    public void deleted(T object) {}

    private void tell(T object) {
      var told = listener;
      if (told != null) {
        told.changed(object.namespace(), kind, object.name());
      }
    }
  }

  /** The host path behind a claim whose volume is hostPath or local. */
  Optional<HostPathVolumeSource> claim(String namespace, String name) throws ConfigException {
    var claim =
        client
            .resources(PersistentVolumeClaim.class)
            .get(namespace, name)
            .orElseThrow(
                () -> new ConfigException("persistentvolumeclaim \"" + name + "\" not found"));
    var volumeName = claim.spec().volumeName();
    if (volumeName == null || !"Bound".equals(claim.status().phase())) {
      throw new ConfigException("PVC is not bound");
    }
    var volume =
        client
            .resources(PersistentVolume.class)
            .get("", volumeName)
            .orElseThrow(
                () -> new ConfigException("persistentvolume \"" + volumeName + "\" not found"));
    if (volume.spec().hostPath() != null) {
      return Optional.of(volume.spec().hostPath());
    }
    var local = volume.spec().local();
    return Optional.ofNullable(local).map(l -> new HostPathVolumeSource(l.path(), "Directory"));
  }

  /**
   * Forgets what nobody asked for lately.
   *
   * @param namespaces where this node has pods
   */
  void sweep(Set<String> namespaces) {
    var before = timers.instant().minus(UNUSED);
    entries
        .entrySet()
        .removeIf(
            entry -> {
              var old =
                  entry.getValue().usedAt.isBefore(before)
                      || !namespaces.contains(entry.getKey().namespace());
              if (old) {
                entry.getValue().informer.close();
              }
              return old;
            });
  }

  @Override
  public void close() {
    services.close();
    entries.values().forEach(entry -> entry.informer.close());
  }
}
