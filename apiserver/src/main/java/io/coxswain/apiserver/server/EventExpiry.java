package io.coxswain.apiserver.server;

import io.coxswain.api.Json;
import io.coxswain.apiserver.store.StorageKeys;
import io.coxswain.apiserver.store.Store;
import io.coxswain.apiserver.watch.Entry;
import io.coxswain.apiserver.watch.ResourceCache;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Removes events some time after they were written last ({@code --event-ttl}). Upstream leaves that
 * to etcd's leases, which the other stores don't have; here each server looks once a minute, and of
 * several the first one removes an event.
 */
public final class EventExpiry implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventExpiry.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final ResourceCache events;
  private final Store store;
  private final Duration lifetime;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("event-expiry").factory());
  private Map<String, Written> known = Map.of(); // by key; owned by the timer's thread

  /** A version of an event, and when it came to be. */
  private record Written(long revision, Instant time) {}

  EventExpiry(ResourceCache events, Store store, Duration lifetime, InstantSource clock) {
    this.events = events;
    this.store = store;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /**
   * Begins to look.
   *
   * @param lifetime how long events stay; zero for ever
   */
  public static EventExpiry start(
      ResourceCache events, Store store, Duration lifetime, InstantSource clock) {
    var expiry = new EventExpiry(events, store, lifetime, clock);
    if (!lifetime.isZero()) {
      expiry.timer.scheduleWithFixedDelay(
          expiry::tryToSweep, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }
    return expiry;
  }

  private void tryToSweep() {
    try {
      sweep();
    } catch (RuntimeException e) {
      LOG.warn("events that are over can't be removed, trying again: {}", e.toString());
    }
  }

  /** Removes what is over. */
  void sweep() {
    var now = clock.instant();
    var seen = new HashMap<String, Written>();
    for (var event : events.entries("")) {
      var before = known.get(event.key());
      var written =
          before != null && before.revision() == event.revision()
              ? before
              : new Written(event.revision(), written(event, now));
      if (written.time().plus(lifetime).isAfter(now)) {
        seen.put(event.key(), written);
      } else {
        // a conflict is a later write, which the next look finds
        store.delete(
            StorageKeys.key(events.type(), event.namespace(), event.name()), event.revision());
      }
    }
    known = seen;
  }

  /** The latest time it tells, but not later than now: no event claims to be from the future. */
  private static Instant written(Entry event, Instant now) {
    var tree = Json.tree(event.json());
    var latest = time(tree.path("metadata").path("creationTimestamp"));
    for (var owner : tree.path("metadata").path("managedFields")) {
      latest = later(latest, time(owner.path("time")));
    }
    latest = later(latest, time(tree.path("lastTimestamp")));
    latest = later(latest, time(tree.path("series").path("lastObservedTime")));
    return latest.isAfter(now) ? now : latest;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant time(JsonNode node) {
    try {
      return Instant.parse(node.asString(""));
    } catch (DateTimeException e) {
      return Instant.EPOCH; // absent
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
