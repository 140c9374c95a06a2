package io.coxswain.apiserver.flowcontrol;

import io.coxswain.api.Json;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.flowcontrol.v1.FlowSchema;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.watch.ResourceCache;
import io.coxswain.apiserver.watch.WatchCache;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps priority and fairness up to date with its objects, and divides the seats anew every few
 * seconds. One thread of its own.
 */
public final class FlowController implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FlowController.class);
  private static final long DIVIDE_SECONDS = 10;
  private static final long SETTLE_MILLIS = 50;

  /** Learns which schemas lead to no level. */
  @FunctionalInterface
  public interface Dangling {
    void observe(List<FlowSchema> schemas, List<PriorityLevelConfiguration> levels);
  }

  private final PriorityAndFairness fairness;
  private final ResourceCache schemas;
  private final ResourceCache levels;
  private final BooleanSupplier ready;
  private final Dangling dangling;
  private final AtomicBoolean due = new AtomicBoolean();
  private final Runnable listener = this::wake;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("flow-control").factory());

  private FlowController(
      PriorityAndFairness fairness, Kinds kinds, WatchCache cache, Dangling dangling) {
    this.fairness = fairness;
    this.schemas = cacheOf(kinds, cache, FlowSchema.class);
    this.levels = cacheOf(kinds, cache, PriorityLevelConfiguration.class);
    this.ready = cache::isReady;
    this.dangling = dangling;
  }

  private static ResourceCache cacheOf(
      Kinds kinds, WatchCache cache, Class<? extends KubernetesObject> type) {
    var found = cache.of(kinds.of(type));
    if (found == null) {
      throw new IllegalStateException(type.getSimpleName() + " is not in the cache");
    }
    return found;
  }

  public static FlowController start(
      PriorityAndFairness fairness, Kinds kinds, WatchCache cache, Dangling dangling) {
    var controller = new FlowController(fairness, kinds, cache, dangling);
    controller.schemas.onChange(controller.listener);
    controller.levels.onChange(controller.listener);
    controller.timer.scheduleWithFixedDelay(
        () -> controller.safely(fairness::divide),
        DIVIDE_SECONDS,
        DIVIDE_SECONDS,
        TimeUnit.SECONDS);
    controller.wake();
    return controller;
  }

  /** Several changes close together are one. */
  private void wake() {
    if (!timer.isShutdown() && due.compareAndSet(false, true)) {
      timer.schedule(() -> safely(this::reload), SETTLE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void reload() {
    due.set(false); // before looking: a later change wakes again
    if (!ready.getAsBoolean() || levels.size() == 0) {
      return; // nothing is known yet: what every cluster starts with goes on
    }
    var foundLevels =
        levels.entries("").stream()
            .map(entry -> Json.read(entry.json(), PriorityLevelConfiguration.class))
            .toList();
    var foundSchemas =
        schemas.entries("").stream()
            .map(entry -> Json.read(entry.json(), FlowSchema.class))
            .toList();
    fairness.configure(foundLevels, foundSchemas);
    dangling.observe(foundSchemas, foundLevels);
  }

  private void safely(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("priority and fairness goes on as it was: {}", e.toString());
    }
  }

  @Override
  public void close() {
    schemas.removeOnChange(listener);
    levels.removeOnChange(listener);
    timer.shutdownNow();
  }
}
