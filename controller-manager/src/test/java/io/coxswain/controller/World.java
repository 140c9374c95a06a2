package io.coxswain.controller;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Objects in memory that plans are carried out on: names and UIDs are given, finalizers are
 * honoured, a pod that was started stays until it is {@link #kill}ed.
 */
public final class World {
  private final Map<String, KubernetesObject> objects = new LinkedHashMap<>();
  private final List<String> events = new ArrayList<>();
  private int counter;

  public World put(KubernetesObject object) {
    objects.put(key(object), object);
    return this;
  }

  public <T extends KubernetesObject> List<T> all(Class<T> type) {
    return objects.values().stream().filter(type::isInstance).map(type::cast).toList();
  }

  public <T extends KubernetesObject> Optional<T> find(Class<T> type, String name) {
    return all(type).stream().filter(object -> object.name().equals(name)).findFirst();
  }

  public List<String> names(Class<? extends KubernetesObject> type) {
    return all(type).stream().map(KubernetesObject::name).toList();
  }

  /** {@code reason: message} of all events so far. */
  public List<String> events() {
    return events;
  }

  public World apply(Plan plan, Instant now) {
    plan.changes().forEach(change -> apply(change, now));
    return this;
  }

  private void apply(Change change, Instant now) {
    switch (change) {
      case Change.Create(KubernetesObject object) -> put(born(object, now));
      case Change.Update(KubernetesObject object, String subresource) -> {
        if (objects.containsKey(key(object))) {
          put(object);
          collect(object);
        }
      }
      case Change.PatchStatus(KubernetesObject before, KubernetesObject after) ->
          objects.computeIfPresent(key(after), (key, old) -> after);
      case Change.Delete delete -> delete(delete.object(), now);
      case Change.RecordEvent event -> events.add(event.reason() + ": " + event.message());
    }
  }

  private KubernetesObject born(KubernetesObject object, Instant now) {
    counter++;
    var metadata = object.metadata();
    var name = metadata.name() == null ? metadata.generateName() + counter : metadata.name();
    return withMetadata(
        object, metadata.withName(name).withUid("uid" + counter).withCreationTimestamp(now));
  }

  private void delete(KubernetesObject object, Instant now) {
    var current = objects.get(key(object));
    if (current != null) {
      var marked = withMetadata(current, current.metadata().withDeletionTimestamp(now));
      put(marked);
      collect(marked);
    }
  }

  private void collect(KubernetesObject object) {
    var leaving = object.metadata().deletionTimestamp() != null;
    var running =
        object instanceof Pod pod
            && pod.spec().nodeName() != null
            && "Running".equals(pod.status().phase());
    if (leaving && object.metadata().finalizers().isEmpty() && !running) {
      objects.remove(key(object));
    }
  }

  /** Changes one pod, as its kubelet would. */
  public World pod(String name, UnaryOperator<Pod> change) {
    put(change.apply(find(Pod.class, name).orElseThrow()));
    return this;
  }

  /** The kubelet reports the end of a pod. */
  public World end(String name, String phase) {
    return pod(name, pod -> pod.withStatus(pod.status().withPhase(phase)));
  }

  /** A pod that is being deleted is gone from its node. */
  public World kill(String name) {
    end(name, "Failed");
    collect(find(Pod.class, name).orElseThrow());
    return this;
  }

  private static String key(KubernetesObject object) {
    return object.getClass().getSimpleName() + "/" + object.name();
  }

  private static KubernetesObject withMetadata(KubernetesObject object, ObjectMeta metadata) {
    try {
      return (KubernetesObject)
          object.getClass().getMethod("withMetadata", ObjectMeta.class).invoke(object, metadata);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
