package io.coxswain.client.runtime;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta.OwnerReference;
import io.coxswain.client.Informer;
import io.coxswain.client.InformerOptions;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ListOptions;
import io.coxswain.client.ResourceType;
import io.coxswain.client.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One informer per kind, shared by the controllers of a process; each is indexed by the UID of the
 * controlling owner.
 */
public final class Caches implements AutoCloseable {
  private static final String BY_CONTROLLER = "controller-uid";
  private static final String ORPHANS = "";

  private final KubernetesClient client;
  private final Timers timers;
  private final Map<Class<?>, Informer<?>> informers = new ConcurrentHashMap<>();

  public Caches(KubernetesClient client, Timers timers) {
    this.client = client;
    this.timers = timers;
  }

  /** The informer of a kind; made on first use, begun by {@link #begin}. */
  @SuppressWarnings("unchecked")
  public <T extends KubernetesObject> Informer<T> of(Class<T> type) {
    return (Informer<T>)
        informers.computeIfAbsent(
            type,
            ignored ->
                Informer.prepare(
                    client.resources(type),
                    InformerOptions.<T>all()
                        .withIndex(
                            BY_CONTROLLER,
                            object ->
                                List.of(
                                    object.namespace()
                                        + "/"
                                        + controllerOf(object)
                                            .map(OwnerReference::uid)
                                            .orElse(ORPHANS))),
                    timers));
  }

  /** Objects of a kind in the owner's namespace which it controls. */
  public <T extends KubernetesObject> List<T> controlledBy(KubernetesObject owner, Class<T> type) {
    return of(type).byIndex(BY_CONTROLLER, owner.namespace() + "/" + owner.uid());
  }

  /** Objects of a kind in a namespace that have no controlling owner. */
  public <T extends KubernetesObject> List<T> uncontrolled(String namespace, Class<T> type) {
    return of(type).byIndex(BY_CONTROLLER, namespace + "/" + ORPHANS);
  }

  /**
   * Objects of a namespace as the server has them now, past the cache: for what can't be undone.
   *
   * @throws RuntimeException where the server does not answer; the key is looked at again later
   */
  public <T extends KubernetesObject> List<T> live(Class<T> type, String namespace) {
    return client.resources(type).list(ListOptions.in(namespace)).items();
  }

  /** The cached informer of a type, if some controller watches it. */
  Optional<Informer<?>> watched(ResourceType<?> type) {
    return Optional.ofNullable(informers.get(type.javaType()));
  }

  /** The owner reference with {@code controller: true}. */
  public static Optional<OwnerReference> controllerOf(KubernetesObject object) {
    return object.metadata().ownerReferences().stream()
        .filter(reference -> Boolean.TRUE.equals(reference.controller()))
        .findFirst();
  }

  /** Lists every kind once instead of watching; see {@link Informer#listOnce}. */
  public void listOnce() {
    informers.values().forEach(Informer::listOnce);
  }

  public void begin() {
    informers.values().forEach(Informer::begin);
  }

  /** Waits for the first list of every kind; false when the time is up. */
  public boolean awaitSync(Duration longest) throws InterruptedException {
    var deadline = timers.nanoTime() + longest.toNanos();
    for (var informer : informers.values()) {
      var left = Duration.ofNanos(Math.max(0, deadline - timers.nanoTime()));
      if (!informer.awaitSync(left)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    informers.values().forEach(Informer::close);
  }
}
