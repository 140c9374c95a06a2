package io.coxswain.client.runtime;

import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.ResourceType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Own writes that the caches do not show yet. A key is not reconciled before they do, so a stale
 * cache never makes a controller do the same thing twice. Instead of counting events the runtime
 * waits until a kind's cache has reached the version of the write, which covers updates too; an
 * object that was gone at once must leave the cache.
 *
 * <p>Each key is used by one worker at a time.
 */
final class Expectations {
  /** Upstream's ExpectationsTimeout: a write we never see is not waited for longer than this. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Caches caches;
  private final Map<ObjectKey, List<Expected>> pending = new ConcurrentHashMap<>();

  Expectations(Caches caches) {
    this.caches = caches;
  }

  private record Expected(Condition condition, long sinceNanos) {}

  private sealed interface Condition {
    record Reached(ResourceType<?> type, long version) implements Condition {}

    record Gone(ResourceType<?> type, ObjectKey object, String uid) implements Condition {}
  }

  /** The server stored this version of an object. */
  void written(ObjectKey key, ResourceType<?> type, ObjectMeta stored, long nanos) {
    var version = version(stored.resourceVersion());
    if (version > 0 && caches.watched(type).isPresent()) {
      add(key, new Expected(new Condition.Reached(type, version), nanos));
    }
  }

  /** The server removed this object. */
  void removed(ObjectKey key, ResourceType<?> type, ObjectMeta object, long nanos) {
    if (object.uid() != null && caches.watched(type).isPresent()) {
      add(key, new Expected(new Condition.Gone(type, ObjectKey.of(object), object.uid()), nanos));
    }
  }

  private void add(ObjectKey key, Expected expected) {
    pending.computeIfAbsent(key, ignored -> new ArrayList<>()).add(expected);
  }

  /** Whether some write of this key is not visible yet. */
  boolean pending(ObjectKey key, long nanos) {
    var open = pending.get(key);
    if (open == null) {
      return false;
    }
    open.removeIf(
        expected ->
            nanos - expected.sinceNanos() > PATIENCE.toNanos() || fulfilled(expected.condition()));
    if (open.isEmpty()) {
      pending.remove(key);
      return false;
    }
    return true;
  }

  private boolean fulfilled(Condition condition) {
    return switch (condition) {
      case Condition.Reached(ResourceType<?> type, long version) ->
          caches
              .watched(type)
              .map(informer -> version(informer.resourceVersion()) >= version)
              .orElse(true);
      case Condition.Gone(ResourceType<?> type, ObjectKey object, String uid) ->
          caches
              .watched(type)
              .flatMap(informer -> informer.get(object).map(informer.type()::metadataOfObject))
              .map(found -> !uid.equals(found.uid()) || found.deletionTimestamp() != null)
              .orElse(true);
    };
  }

  /** A resourceVersion as a number (they are comparable since v1.34); 0 where it is none. */
  private static long version(@Nullable String resourceVersion) {
    try {
      return resourceVersion == null || resourceVersion.isEmpty()
          ? 0
          : Long.parseLong(resourceVersion);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
