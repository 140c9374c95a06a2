package io.coxswain.apiserver.audit.backend;

import io.coxswain.apiserver.audit.AuditEvent;
import io.coxswain.apiserver.audit.AuditMetrics;
import io.coxswain.apiserver.audit.Sink;
import io.coxswain.apiserver.audit.backend.AuditOptions.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes events without making anybody wait, and passes them on in batches; what finds the buffer
 * full is lost. One thread owns the batches.
 */
final class BufferedSink implements Sink {
  private static final double NANOS = 1e9;
  private static final long LOOK_NANOS = 50_000_000; // how late a stop may be seen

  private final Sink sink;
  private final Batch batch;
  private final AuditMetrics metrics;
  private final BlockingQueue<AuditEvent> buffer;
  private final Phaser sending = new Phaser(1);
  private final Thread worker;
  private volatile boolean stopping;
  private double tokens; // owned by the worker, as is the next
  private long refilled = System.nanoTime();

  BufferedSink(Sink sink, Batch batch, AuditMetrics metrics) {
    this.sink = sink;
    this.batch = batch;
    this.metrics = metrics;
    buffer = new ArrayBlockingQueue<>(batch.bufferSize());
    tokens = batch.burst();
    worker = Thread.ofPlatform().daemon().name("audit-batches").start(this::run);
  }

  @Override
  public boolean process(List<AuditEvent> events) {
    for (var i = 0; i < events.size(); i++) {
      if (stopping || !buffer.offer(events.get(i))) {
        metrics.lost("buffered", "audit buffer queue blocked", events.subList(i, events.size()));
        break;
      }
    }
    return true; // no request is refused for it
  }

  private void run() {
    while (!stopping || !buffer.isEmpty()) {
      var events = collect();
      if (!events.isEmpty()) {
        throttle();
        send(events);
      }
    }
  }

  /** A batch that is full or has waited long enough; fewer when it is to stop. */
  private List<AuditEvent> collect() {
    var events = new ArrayList<AuditEvent>();
    var end = System.nanoTime() + batch.maxWait().toNanos();
    var bounded = !batch.maxWait().isZero();
    while (events.size() < batch.maxSize()) {
      var left = bounded ? Math.min(LOOK_NANOS, end - System.nanoTime()) : LOOK_NANOS;
      var event = next(Math.max(0, left));
      if (event != null) {
        events.add(event);
      } else if (stopping || bounded && System.nanoTime() >= end) {
        break;
      }
    }
    return events;
  }

  private @Nullable AuditEvent next(long nanos) {
    try {
      return buffer.poll(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      stopping = true; // nobody interrupts it but the end of the JVM
      return null;
    }
  }

  /** Waits until a batch may be sent: a token bucket. */
  private void throttle() {
    if (!batch.throttled()) {
      return;
    }
    refill();
    while (tokens < 1 && !stopping) {
      LockSupport.parkNanos((long) ((1 - tokens) / batch.perSecond() * NANOS));
      refill();
    }
    tokens--;
  }

  private void refill() {
    var now = System.nanoTime();
    tokens = Math.min(batch.burst(), tokens + (now - refilled) / NANOS * batch.perSecond());
    refilled = now;
  }

  private void send(List<AuditEvent> events) {
    if (!batch.async()) {
      deliver(events);
      return;
    }
    sending.register();
    Thread.startVirtualThread(
        () -> {
          try {
            deliver(events);
          } finally {
            sending.arriveAndDeregister();
          }
        });
  }

  /** A batch that fails is lost and counted, and must not be the last. */
  private void deliver(List<AuditEvent> events) {
    try {
      sink.process(events);
    } catch (RuntimeException e) {
      metrics.lost("buffered", e.toString(), events);
    }
  }

  /** Passes on what is there, and waits until it has been taken. */
  @Override
  public void close() {
    stopping = true;
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sending.arriveAndAwaitAdvance();
    sink.close();
  }
}
