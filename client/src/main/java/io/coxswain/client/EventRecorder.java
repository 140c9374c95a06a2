package io.coxswain.client;

import io.coxswain.api.Json;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.Event;
import io.coxswain.api.core.v1.EventBuilder;
import io.coxswain.api.core.v1.EventSourceBuilder;
import io.coxswain.api.core.v1.ObjectReference;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes core/v1 Events in the background (client-go's record): equal events within ten minutes
 * become one with a count, many that differ only in message are combined, and a source that floods
 * one object is held back. Callers never wait; when {@value #LONGEST_QUEUE} events are waiting, new
 * ones are dropped. One virtual thread writes.
 */
public final class EventRecorder implements AutoCloseable {
  public static final String NORMAL = "Normal";
  public static final String WARNING = "Warning";
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int LONGEST_QUEUE = 1000;
  private static final int ATTEMPTS = 12;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(10);
  private static final Duration FLUSH = Duration.ofSeconds(2);

  private final ResourceClient<Event> events;
  private final String component;
  private final String host;
  private final Timers timers;
  private final EventCorrelator correlator;
  private final LinkedBlockingQueue<Event> queue = new LinkedBlockingQueue<>(LONGEST_QUEUE);
  private final Thread writer;
  private volatile boolean closed;

  /**
   * @param component source and reportingComponent of the events ({@code kubelet}...)
   * @param host node the component runs on; empty where it does not matter
   */
  public EventRecorder(KubernetesClient client, String component, String host, Timers timers) {
    this.events = client.resources(Event.class);
    this.component = component;
    this.host = host;
    this.timers = timers;
    this.correlator = new EventCorrelator(timers);
    this.writer = Thread.ofVirtual().name("events-" + component).start(this::write);
  }

  /** Records an event about an object; {@code type} is Normal or Warning. */
  public void record(KubernetesObject regarding, String type, String reason, String message) {
    record(ObjectReferences.to(regarding), type, reason, message);
  }

  /** Records an event about a reference, which may carry a fieldPath (a container). */
  public void record(ObjectReference regarding, String type, String reason, String message) {
    record(component, regarding, type, reason, message);
  }

  /** Records as another source than the recorder's own: several controllers share one recorder. */
  public void record(
      String source, ObjectReference regarding, String type, String reason, String message) {
    if (!queue.offer(event(source, regarding, type, reason, message))) {
      LOG.warn("too many events; dropped {} of {}", reason, regarding.name());
    }
  }

  private Event event(
      String source, ObjectReference regarding, String type, String reason, String message) {
    var now = timers.instant().truncatedTo(ChronoUnit.SECONDS);
    var namespace =
        regarding.namespace() == null || regarding.namespace().isEmpty()
            ? "default"
            : regarding.namespace();
    return EventBuilder.builder()
        .metadata(
            ObjectMetaBuilder.builder()
                .namespace(namespace)
                .name(regarding.name() + "." + Long.toHexString(uniqueNanos()))
                .build())
        .involvedObject(regarding)
        .type(type)
        .reason(reason)
        .message(message.length() > 1024 ? message.substring(0, 1024) : message)
        .source(
            EventSourceBuilder.builder()
                .component(source)
                .host(host.isEmpty() ? null : host)
                .build())
        .firstTimestamp(now)
        .lastTimestamp(now)
        .count(1)
        .reportingComponent(source)
        .reportingInstance(host.isEmpty() ? null : host)
        .build();
  }

  private long lastNanos;

  private synchronized long uniqueNanos() {
    var now = timers.instant();
    var nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    lastNanos = Math.max(lastNanos + 1, nanos);
    return lastNanos;
  }

  private void write() {
    try {
      while (!closed || !queue.isEmpty()) {
        var event = queue.take();
        correlator.correlate(event).ifPresent(this::send);
      }
    } catch (InterruptedException e) {
      LOG.trace("closed", e);
    }
  }

  private void send(EventCorrelator.Correlated correlated) {
    for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        correlator.written(correlated, put(correlated));
        return;
      } catch (ApiException e) {
        if (!e.isTransient()) {
          LOG.info("the server refused event {}: {}", name(correlated.event()), e.getMessage());
          return;
        }
        LOG.debug("event not written: {}", e.getMessage());
      } catch (UncheckedIOException e) {
        LOG.debug("event not written: {}", e.getMessage());
      }
      if (closed) {
        return;
      }
      try {
        timers.sleep(BETWEEN_ATTEMPTS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    LOG.warn("gave up writing event {}", name(correlated.event()));
  }

  private Event put(EventCorrelator.Correlated correlated) {
    var event = correlated.event();
    if (correlated.repeated()) {
      var change = Json.mapper().createObjectNode();
      change.set("count", Json.tree(event).path("count"));
      change.set("lastTimestamp", Json.tree(event).path("lastTimestamp"));
      change.put("message", event.message());
      try {
        return events.patch(event.namespace(), event.name(), Patch.merge(change));
      } catch (ApiException e) {
        if (!e.isNotFound()) {
          throw e;
        }
        // expired in the meantime: written anew below
      }
    }
    return events.create(event);
  }

  private static String name(Event event) {
    return event.namespace() + "/" + event.name() + " (" + event.reason() + ")";
  }

  /** Writes what is waiting, for two seconds at most. */
  @Override
  public void close() {
    closed = true;
    try {
      if (queue.isEmpty()) {
        writer.interrupt();
      }
      if (!writer.join(FLUSH)) {
        writer.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
