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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Who owns whom, over the metadata of all watched kinds. The informers own the state; lookups may
 * come from any thread.
 */
final class OwnershipGraph implements AutoCloseable {
  private static final String BY_OWNER = "owner-uid";
  private static final String BY_UID = "uid";

  private final KubernetesClient client;
  private final Timers timers;
  private final Map<ResourceType<PartialObjectMetadata>, Informer<PartialObjectMetadata>>
      informers = new ConcurrentHashMap<>();

  OwnershipGraph(KubernetesClient client, Timers timers) {
    this.client = client;
    this.timers = timers;
  }

  /** An object of some kind. */
  record Node(ResourceType<PartialObjectMetadata> type, ObjectKey key, String uid) {}

  /** Watches kinds that are not watched yet; {@code changed} hears of each with its metadata. */
  void watch(
      List<ResourceType<PartialObjectMetadata>> kinds,
      BiConsumer<Node, ObjectMeta> changed,
      BiConsumer<Node, ObjectMeta> deleted) {
    for (var kind : kinds) {
      if (informers.containsKey(kind)) {
        continue;
      }
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
      informer.onChange(
          new InformerListener<>() {
            @Override
            public void added(PartialObjectMetadata object) {
              changed.accept(node(kind, object), object.metadata());
            }

            @Override
            public void updated(PartialObjectMetadata before, PartialObjectMetadata after) {
              changed.accept(node(kind, after), after.metadata());
            }

            @Override
            public void deleted(PartialObjectMetadata object) {
              deleted.accept(node(kind, object), object.metadata());
            }
          });
    }
  }

  private static Node node(ResourceType<PartialObjectMetadata> kind, PartialObjectMetadata object) {
    return new Node(kind, ObjectKey.of(object), object.uid());
  }

  boolean hasSynced() {
    return !informers.isEmpty() && informers.values().stream().allMatch(Informer::hasSynced);
  }

  /** The object as the cache has it; empty when it is gone or another has its name. */
  Optional<ObjectMeta> get(Node node) {
    return Optional.ofNullable(informers.get(node.type()))
        .flatMap(informer -> informer.get(node.key()))
        .map(PartialObjectMetadata::metadata)
        .filter(metadata -> node.uid().equals(metadata.uid()));
  }

  /** Objects of all kinds that name an owner. */
  List<Node> dependents(String ownerUid) {
    var found = new ArrayList<Node>();
    informers.forEach(
        (kind, informer) ->
            informer.byIndex(BY_OWNER, ownerUid).forEach(object -> found.add(node(kind, object))));
    return found;
  }

  Optional<ObjectMeta> byUid(String uid) {
    return informers.values().stream()
        .flatMap(informer -> informer.byIndex(BY_UID, uid).stream())
        .map(PartialObjectMetadata::metadata)
        .findFirst();
  }

  /** The watched kind a reference names. */
  Optional<ResourceType<PartialObjectMetadata>> kind(OwnerReference reference) {
    var group =
        reference.apiVersion().contains("/")
            ? reference.apiVersion().substring(0, reference.apiVersion().indexOf('/'))
            : "";
    return informers.keySet().stream()
        .filter(kind -> kind.group().equals(group) && kind.kind().equals(reference.kind()))
        .findFirst();
  }

  @Override
  public void close() {
    informers.values().forEach(Informer::close);
  }
}
