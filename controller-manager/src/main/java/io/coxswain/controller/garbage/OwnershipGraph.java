package io.coxswain.controller.garbage;

import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.meta.v1.ObjectMeta.OwnerReference;
import io.coxswain.client.Informer;
import io.coxswain.client.InformerListener;
import io.coxswain.client.InformerOptions;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.PartialObjectMetadata;
import io.coxswain.client.ResourceType;
import io.coxswain.client.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who owns whom, over the metadata of all watched kinds. The informers own the state; one thread
 * says what is watched, lookups may come from any thread.
 */
final class OwnershipGraph implements AutoCloseable {
  private static final String BY_OWNER = "owner-uid";
  private static final String BY_UID = "uid";

  /**
   * Upstream's {@code initialSyncTimeout}: after that, what could not be listed is done without.
   */
  private static final Duration LONGEST_FILLING = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final Timers timers;
  private final Listener listener;
  private final Map<ResourceType<PartialObjectMetadata>, Informer<PartialObjectMetadata>>
      informers = new ConcurrentHashMap<>();
  private volatile long fillingUntil;
  private volatile boolean filled;

  OwnershipGraph(KubernetesClient client, Timers timers, Listener listener) {
    this.client = client;
    this.timers = timers;
    this.listener = listener;
    this.fillingUntil = timers.nanoTime() + LONGEST_FILLING.toNanos();
  }

  /** An object of some kind. */
  record Node(ResourceType<PartialObjectMetadata> type, ObjectKey key, String uid) {
    /** Whether a reference in a namespace (empty for cluster scope) means this object. */
    boolean isMeantBy(OwnerReference reference, String namespace) {
      return uid.equals(reference.uid())
          && key.name().equals(reference.name())
          && type.kind().equals(reference.kind())
          && type.group().equals(groupOf(reference))
          && (!type.namespaced() || key.namespace().equals(namespace));
    }

    private static String groupOf(OwnerReference reference) {
      var slash = reference.apiVersion().indexOf('/');
      return slash < 0 ? "" : reference.apiVersion().substring(0, slash);
    }
  }

  /** An object as the cache has it. */
  record Seen(Node node, ObjectMeta metadata) {}

  /** Told of what happens to objects, on the threads of the informers. */
  interface Listener {
    void added(Node node, ObjectMeta metadata);

    void updated(Node node, ObjectMeta before, ObjectMeta after);

    void deleted(Node node, ObjectMeta metadata);

    /** The object's kind is not served any more; what became of the object is not known. */
    void lost(Node node, ObjectMeta metadata);
  }

  /**
   * Watches these kinds and no others.
   *
   * @param unknown {@code group/version}s whose kinds could not be read: what is watched of them
   *     stays watched
   */
  void watch(List<ResourceType<PartialObjectMetadata>> kinds, Set<String> unknown) {
    var wanted = new HashSet<>(kinds);
    for (var watched : List.copyOf(informers.keySet())) {
      var same =
          wanted.stream()
              .anyMatch(kind -> kind.equals(watched) && kind.namespaced() == watched.namespaced());
      if (!same && !unknown.contains(watched.apiVersion())) {
        drop(watched);
      }
    }
    wanted.stream().filter(kind -> !informers.containsKey(kind)).forEach(this::begin);
  }

  private void drop(ResourceType<PartialObjectMetadata> kind) {
    var informer = informers.remove(kind);
    if (informer != null) {
      informer.close();
      informer.list().forEach(object -> listener.lost(node(kind, object), object.metadata()));
    }
  }

  private void begin(ResourceType<PartialObjectMetadata> kind) {
    var informer =
        Informer.start(
            client.resources(kind),
            InformerOptions.<PartialObjectMetadata>all()
                .withIndex(BY_UID, object -> List.of(object.uid()))
                .withIndex(
                    BY_OWNER,
                    object ->
                        object.metadata().ownerReferences().stream()
                            .map(OwnerReference::uid)
                            .toList()),
            timers);
    informers.put(kind, informer);
    informer.onChange(new Forwarding(kind, listener));
  }

  private record Forwarding(ResourceType<PartialObjectMetadata> kind, Listener listener)
      implements InformerListener<PartialObjectMetadata> {
    @Override
    public void added(PartialObjectMetadata object) {
      listener.added(node(kind, object), object.metadata());
    }

    @Override
    public void updated(PartialObjectMetadata before, PartialObjectMetadata after) {
      if (before.uid().equals(after.uid())) {
        listener.updated(node(kind, after), before.metadata(), after.metadata());
      } else { // deleted and made anew between two looks
        deleted(before);
        added(after);
      }
    }

    @Override
    public void deleted(PartialObjectMetadata object) {
      listener.deleted(node(kind, object), object.metadata());
    }
  }

  private static Node node(ResourceType<PartialObjectMetadata> kind, PartialObjectMetadata object) {
    return new Node(kind, ObjectKey.of(object), object.uid());
  }

  /**
   * Whether work may begin: all kinds known at the start have been listed, or had their time. From
   * then on a kind that can't be listed holds nothing up.
   */
  boolean isFilled() {
    if (!filled) {
      filled =
          !informers.isEmpty() && informers.values().stream().allMatch(Informer::hasSynced)
              || timers.nanoTime() - fillingUntil >= 0;
    }
    return filled;
  }

  /** The object as the cache has it; empty when it is gone or another has its name. */
  Optional<ObjectMeta> get(Node node) {
    return Optional.ofNullable(informers.get(node.type()))
        .flatMap(informer -> informer.get(node.key()))
        .map(PartialObjectMetadata::metadata)
        .filter(metadata -> node.uid().equals(metadata.uid()));
  }

  /** Objects of all kinds that name an owner. */
  List<Seen> dependents(String ownerUid) {
    return indexed(BY_OWNER, ownerUid);
  }

  Optional<Seen> byUid(String uid) {
    return indexed(BY_UID, uid).stream().findFirst();
  }

  private List<Seen> indexed(String index, String key) {
    var found = new ArrayList<Seen>();
    informers.forEach(
        (kind, informer) ->
            informer
                .byIndex(index, key)
                .forEach(object -> found.add(new Seen(node(kind, object), object.metadata()))));
    return found;
  }

  @Override
  public void close() {
    informers.values().forEach(Informer::close);
  }
}
