package io.coxswain.controller;

import io.coxswain.api.certificates.v1.CertificateSigningRequest;
import io.coxswain.api.core.v1.Namespace;
import io.coxswain.client.EventRecorder;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.LeaderElector;
import io.coxswain.client.SystemTimers;
import io.coxswain.client.component.HealthServer;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.ControllerRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the controllers, while it is the leader. Caches fill before leadership, so that taking over
 * is quick. When leadership is lost it ends for good: its process should end too, as upstream's.
 */
public final class ControllerManager implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControllerManager.class);
  private static final Duration LONGEST_SYNC = Duration.ofMinutes(10);

  private final ControllerManagerOptions options;
  private final KubernetesClient client;
  private final SystemTimers timers = new SystemTimers();
  private final Caches caches;
  private final EventRecorder events;
  private final ControllerRuntime runtime;
  private final List<AutoCloseable> others = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean working;
  private volatile boolean closed;
  private volatile @Nullable LeaderElector elector;
  private volatile @Nullable HealthServer health;
  private volatile @Nullable Thread starter;

  private ControllerManager(ControllerManagerOptions options, KubernetesClient client) {
    this.options = options;
    this.client = client;
    this.caches = new Caches(client, timers);
    this.events = new EventRecorder(client, "kube-controller-manager", "", timers);
    this.runtime = new ControllerRuntime(client, caches, events, timers);
  }

  /** Starts in the background; the client stays its owner's. */
  public static ControllerManager start(ControllerManagerOptions options, KubernetesClient client)
      throws IOException {
    Controllers.checkNames(options.controllers());
    var manager = new ControllerManager(options, client);
    manager.begin();
    return manager;
  }

  private void begin() throws IOException {
    Controllers.wired(options, timers).forEach(runtime::add);
    caches.of(Namespace.class); // read by controllers outside the runtime
    caches.of(CertificateSigningRequest.class);
    caches.begin();
    if (options.healthzPort() >= 0) {
      health =
          HealthServer.start(
              options.healthzPort(),
              Map.of("controllers", () -> working ? Optional.empty() : Optional.of("not leading")),
              () -> runtime.metrics() + client.metrics());
    }
    var lease = options.leaderElection();
    if (lease.isEmpty()) {
      starter = Thread.ofVirtual().name("controller-manager").start(this::work);
      return;
    }
    elector =
        LeaderElector.start(
            client,
            LeaderElector.Options.of(
                lease.get().namespace(), lease.get().name(), lease.get().identity()),
            timers,
            new LeaderElector.Listener() {
              @Override
              public void startedLeading() {
                starter = Thread.ofVirtual().name("controller-manager").start(() -> work());
              }

              @Override
              public void stoppedLeading() {
                ended.countDown();
              }
            });
  }

  private void work() {
    try {
      if (!runtime.start(LONGEST_SYNC)) {
        LOG.error("caches did not fill within {}", LONGEST_SYNC);
        ended.countDown();
        return;
      }
      others.addAll(Controllers.startOthers(options, client, caches, events, timers));
      working = true;
      LOG.info("controllers are working");
    } catch (InterruptedException e) {
      LOG.trace("closed", e);
    }
  }

  /** Whether the controllers work: leadership won and caches filled. */
  public boolean isWorking() {
    return working;
  }

  /** Port of the health endpoint; -1 for none. */
  public int healthzPort() {
    var server = health;
    return server == null ? -1 : server.port();
  }

  /** Blocks until leadership is lost or the manager is closed. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** Whether {@link #close} was called, as opposed to leadership lost. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    working = false;
    var starting = starter;
    if (starting != null) {
      starting.interrupt();
    }
    runtime.close();
    others.forEach(ControllerManager::closeQuietly);
    events.close();
    var leader = elector;
    if (leader != null) {
      leader.close(); // last, so that no successor works beside us
    }
    caches.close();
    var server = health;
    if (server != null) {
      server.close();
    }
    timers.close();
    ended.countDown();
  }

  private static void closeQuietly(AutoCloseable other) {
    try {
      other.close();
    } catch (Exception e) {
      LOG.warn("closing failed", e);
    }
  }
}
