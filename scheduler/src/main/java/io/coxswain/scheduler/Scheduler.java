package io.coxswain.scheduler;

import io.coxswain.client.EventRecorder;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.LeaderElector;
import io.coxswain.client.Timers;
import io.coxswain.scheduler.plugins.DefaultBinder;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * kube-scheduler: gives every pending pod a node. It starts at once, or when it is elected; having
 * lost the lease it decides nothing more and ends, as upstream's process does. The caller owns the
 * client.
 */
public final class Scheduler implements AutoCloseable {
  private final KubernetesClient client;
  private final Timers timers;
  private final RandomGenerator random;
  private final EventRecorder events;
  private final Outcomes outcomes;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable LeaderElector elector;
  private @Nullable SchedulingLoop loop;
  private boolean closed;

  private Scheduler(KubernetesClient client, Timers timers, RandomGenerator random) {
    this.client = client;
    this.timers = timers;
    this.random = random;
    events = new EventRecorder(client, "default-scheduler", "", timers);
    outcomes = new Outcomes(client, events, timers);
  }

  /** Starts in the background; {@code random} draws among nodes that are equally good. */
  public static Scheduler start(
      SchedulerOptions options, KubernetesClient client, Timers timers, RandomGenerator random) {
    var scheduler = new Scheduler(client, timers, random);
    scheduler.begin(options);
    return scheduler;
  }

  private synchronized void begin(SchedulerOptions options) {
    if (!options.leaderElect()) {
      startLoop();
      return;
    }
    elector =
        LeaderElector.start(
            client,
            LeaderElector.Options.of(
                options.leaseNamespace(), options.leaseName(), options.identity()),
            timers,
            new LeaderElector.Listener() {
              @Override
              public void startedLeading() {
                startLoop();
              }

              @Override
              public void stoppedLeading() {
                stopLoop();
                ended.countDown();
              }
            });
  }

  private synchronized void startLoop() {
    if (closed) {
      return;
    }
    var started =
        new SchedulingLoop(
            client, DefaultProfile.create(), new DefaultBinder(client), outcomes, timers, random);
    loop = started;
    started.start();
  }

  private synchronized void stopLoop() {
    if (loop != null) {
      loop.close();
      loop = null;
    }
  }

  /** Whether it decides now, and does not only stand by. */
  public synchronized boolean isScheduling() {
    return loop != null;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Waits until it has ended: closed, or its lease lost. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  @Override
  public void close() {
    LeaderElector competing;
    synchronized (this) {
      closed = true;
      competing = elector;
    }
    stopLoop(); // before the lease is given up: two must never decide at once
    if (competing != null) {
      competing.close();
    }
    outcomes.close();
    events.close();
    ended.countDown();
  }
}
