package io.coxswain.client.runtime;

import io.coxswain.api.KubernetesObject;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.ResourceType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The wiring of one controller: what it watches, which keys an event concerns, how a key's view is
 * read from the caches, and who decides.
 *
 * <pre>{@code
 * Controller.named("replicaset-controller").of(ReplicaSet.class)
 *     .owns(Pod.class)
 *     .watches(Pod.class, ReplicaSetWiring::possibleOwners)
 *     .view(ReplicaSetWiring::view)
 *     .reconciledBy(new ReplicaSetReconciler());
 * }</pre>
 *
 * @param name source of its events, as upstream's component name
 * @param workers how many keys are reconciled at the same time
 */
public record Controller<V>(
    String name,
    List<Source<?>> sources,
    ViewSource<V> viewSource,
    Reconciler<V> reconciler,
    int workers) {
  private static final int UPSTREAM_WORKERS = 5;

  /** Reads what a reconciler needs to know of a key; empty where there is nothing to do. */
  @FunctionalInterface
  public interface ViewSource<V> {
    Optional<V> observe(ObjectKey key, Caches caches, List<Outcome> outcomes);
  }

  /** Which keys an object of a watched kind concerns. */
  @FunctionalInterface
  public interface KeyMapping<T> {
    Collection<ObjectKey> keys(T object, Caches caches);
  }

  /** A watched kind. */
  public record Source<T extends KubernetesObject>(Class<T> type, KeyMapping<T> mapping) {}

  public static Named named(String name) {
    return new Named(name);
  }

  /** First step of the wiring. */
  public record Named(String name) {
    /** The kind whose names are the controller's keys. */
    public <K extends KubernetesObject> Wiring<K> of(Class<K> kind) {
      var wiring = new Wiring<>(name, kind);
      return wiring.watches(kind, (object, caches) -> List.of(ObjectKey.of(object)));
    }
  }

  /** Collects the sources. */
  public static final class Wiring<K extends KubernetesObject> {
    private final String name;
    private final Class<K> kind;
    private final List<Source<?>> sources = new ArrayList<>();

    private Wiring(String name, Class<K> kind) {
      this.name = name;
      this.kind = kind;
    }

    /** Events of objects this controller's kind controls concern their controller. */
    public <T extends KubernetesObject> Wiring<K> owns(Class<T> type) {
      var owner = ResourceType.of(kind);
      return watches(
          type,
          (object, caches) ->
              Caches.controllerOf(object)
                  .filter(
                      reference ->
                          reference.kind().equals(owner.kind())
                              && reference.apiVersion().equals(owner.apiVersion()))
                  .map(
                      reference ->
                          List.of(
                              new ObjectKey(
                                  owner.namespaced() ? object.namespace() : "", reference.name())))
                  .orElse(List.of()));
    }

    /** Events of a kind concern the mapped keys; of an update, those of both states. */
    public <T extends KubernetesObject> Wiring<K> watches(Class<T> type, KeyMapping<T> mapping) {
      sources.add(new Source<>(type, mapping));
      return this;
    }

    /** The view reads this kind; its events concern nobody. */
    public <T extends KubernetesObject> Wiring<K> reads(Class<T> type) {
      return watches(type, (object, caches) -> List.of());
    }

    public <V> Viewed<V> view(ViewSource<V> viewSource) {
      return new Viewed<>(name, List.copyOf(sources), viewSource);
    }
  }

  /** Last step of the wiring. */
  public record Viewed<V>(String name, List<Source<?>> sources, ViewSource<V> viewSource) {
    public Controller<V> reconciledBy(Reconciler<V> reconciler) {
      return new Controller<>(name, sources, viewSource, reconciler, UPSTREAM_WORKERS);
    }
  }
}
