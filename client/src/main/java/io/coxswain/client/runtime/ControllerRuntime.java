package io.coxswain.client.runtime;

import io.coxswain.api.KubernetesObject;
import io.coxswain.client.EventRecorder;
import io.coxswain.client.InformerListener;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.Timers;
import io.coxswain.client.WorkQueue;
import io.coxswain.client.WorkQueueStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs controllers: informers fill the queues, virtual threads step the keys. Started and closed by
 * one thread.
 */
public final class ControllerRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControllerRuntime.class);

  /** Events wake a waiting key; this only covers writes that caused none. */
  private static final Duration CACHE_BEHIND = Duration.ofMillis(250);

  private final KubernetesClient client;
  private final Caches caches;
  private final EventRecorder events;
  private final Timers timers;
  private final List<Running<?>> controllers = new ArrayList<>();

  public ControllerRuntime(
      KubernetesClient client, Caches caches, EventRecorder events, Timers timers) {
    this.client = client;
    this.caches = caches;
    this.events = events;
    this.timers = timers;
  }

  private record Running<V>(
      Controller<V> controller,
      ReconcileLoop<V> loop,
      WorkQueue<ObjectKey> queue,
      List<Thread> workers) {}

  /** Adds a controller before {@link #start}; its kinds join the caches. */
  public <V> void add(Controller<V> controller) {
    var loop = new ReconcileLoop<>(controller, client, caches, events, timers);
    controllers.add(new Running<>(controller, loop, new WorkQueue<>(timers), new ArrayList<>()));
  }

  /**
   * Begins the caches, waits for them, then starts the workers.
   *
   * @return false when the caches did not fill in time; nothing was started then
   */
  public boolean start(Duration longestSync) throws InterruptedException {
    caches.begin();
    if (!caches.awaitSync(longestSync)) {
      return false;
    }
    for (var running : controllers) {
      running.controller().sources().forEach(source -> listen(running.queue(), source));
      for (var number = 0; number < running.controller().workers(); number++) {
        running
            .workers()
            .add(
                Thread.ofVirtual()
                    .name(running.controller().name() + "-" + number)
                    .start(() -> work(running)));
      }
    }
    return true;
  }

  private <T extends KubernetesObject> void listen(
      WorkQueue<ObjectKey> queue, Controller.Source<T> source) {
    caches
        .of(source.type())
        .onChange(
            new InformerListener<T>() {
              @Override
              public void added(T object) {
                enqueue(object);
              }

              @Override
              public void updated(T before, T after) {
                enqueue(before);
                enqueue(after);
              }

              @Override
              public void deleted(T object) {
                enqueue(object);
              }

              private void enqueue(T object) {
                source.mapping().keys(object, caches).forEach(queue::add);
              }
            });
  }

  private void work(Running<?> running) {
    var queue = running.queue();
    try {
      for (var key = queue.take(); key != null; key = queue.take()) {
        try {
          step(running, key);
        } finally {
          queue.done(key);
        }
      }
    } catch (InterruptedException e) {
      LOG.trace("closed", e);
    }
  }

  private void step(Running<?> running, ObjectKey key) {
    var queue = running.queue();
    try {
      switch (running.loop().step(key)) {
        case ReconcileLoop.Step.CacheBehind() -> queue.addAfter(key, CACHE_BEHIND);
        case ReconcileLoop.Step.NothingThere() -> queue.forget(key);
        case ReconcileLoop.Step.Reconciled done -> {
          if (done.retry()) {
            queue.addRateLimited(key);
          } else {
            queue.forget(key);
            if (done.news()) {
              queue.add(key);
            }
          }
          done.checkAfter().ifPresent(delay -> queue.addAfter(key, delay));
        }
      }
    } catch (RuntimeException e) {
      LOG.error("{}: reconciling {} failed", running.controller().name(), key, e);
      queue.addRateLimited(key);
    }
  }

  /** How the controllers' queues fare, in Prometheus' text format. */
  public String metrics() {
    var queues = new TreeMap<String, WorkQueueStatistics>();
    for (var running : controllers) {
      queues.put(running.controller().name(), running.queue().statistics());
    }
    return WorkQueueStatistics.text(queues);
  }

  /** Stops the workers after their present key; the caches are their owner's. */
  @Override
  public void close() {
    controllers.forEach(running -> running.queue().close());
    for (var running : controllers) {
      for (var worker : running.workers()) {
        join(worker);
      }
    }
  }

  private static void join(@Nullable Thread worker) {
    try {
      if (worker != null && !worker.join(Duration.ofSeconds(2))) {
        worker.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
