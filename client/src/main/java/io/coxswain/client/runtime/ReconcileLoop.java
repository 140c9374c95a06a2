package io.coxswain.client.runtime;

import io.coxswain.client.EventRecorder;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One controller's step from caches to carried-out plan, without queue and threads, so that tests
 * step it by hand. A key is stepped by one thread at a time.
 */
public final class ReconcileLoop<V> {
  private final Controller<V> controller;
  private final Caches caches;
  private final Timers timers;
  private final Expectations expectations;
  private final PlanExecutor executor;
  private final Map<ObjectKey, List<Outcome>> outcomes = new ConcurrentHashMap<>();

  public ReconcileLoop(
      Controller<V> controller,
      KubernetesClient client,
      Caches caches,
      EventRecorder events,
      Timers timers) {
    this.controller = controller;
    this.caches = caches;
    this.timers = timers;
    this.expectations = new Expectations(caches);
    this.executor = new PlanExecutor(client, expectations, events, timers, controller.name());
    controller.sources().forEach(source -> caches.of(source.type()));
  }

  /** What a step came to. */
  public sealed interface Step {
    /** Own writes are not in the caches yet; nothing was decided. */
    record CacheBehind() implements Step {}

    /** The key has nothing to reconcile (any more). */
    record NothingThere() implements Step {}

    /**
     * A plan was carried out.
     *
     * @param retry some change should be tried again soon
     * @param news there are outcomes that the next view reports
     */
    record Reconciled(Plan plan, boolean retry, boolean news) implements Step {
      /** Delay after which the plan asked to be looked at again. */
      public Optional<Duration> checkAfter() {
        return plan.next() instanceof Plan.Next.CheckAfter(Duration delay)
            ? Optional.of(delay)
            : Optional.empty();
      }
    }
  }

  public Step step(ObjectKey key) {
    if (expectations.pending(key, timers.nanoTime())) {
      return new Step.CacheBehind();
    }
    var before = outcomes.getOrDefault(key, List.of());
    var view = controller.viewSource().observe(key, caches, before);
    if (view.isEmpty()) {
      outcomes.remove(key);
      return new Step.NothingThere();
    }
    var plan = controller.reconciler().reconcile(view.get(), timers.instant());
    var result = executor.execute(key, plan);
    if (result.outcomes().isEmpty()) {
      outcomes.remove(key);
    } else {
      outcomes.put(key, result.outcomes());
    }
    return new Step.Reconciled(plan, result.retry(), !result.outcomes().isEmpty());
  }
}
