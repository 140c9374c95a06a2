package io.coxswain.client;

import io.coxswain.api.coordination.v1.Lease;
import io.coxswain.api.coordination.v1.Lease.LeaseSpec;
import io.coxswain.api.coordination.v1.LeaseBuilder;
import io.coxswain.api.coordination.v1.LeaseSpecBuilder;
import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Elects one of several candidates by a Lease (client-go's leaderelection). A candidate takes a
 * lease whose record has not changed for its duration on the candidate's own monotonic clock, so
 * clocks of different machines need not agree. One virtual thread owns the state.
 */
public final class LeaderElector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderElector.class);
  private static final double JITTER = 1.2;

  /**
   * Who competes for what.
   *
   * @param identity unique per process
   * @param leaseDuration how long others wait for a silent leader
   * @param renewDeadline how long a leader tries to renew before it gives up
   * @param retryPeriod time between attempts
   */
  public record Options(
      String namespace,
      String name,
      String identity,
      Duration leaseDuration,
      Duration renewDeadline,
      Duration retryPeriod) {
    public Options {
      if (leaseDuration.compareTo(renewDeadline) <= 0) {
        throw new IllegalArgumentException("leaseDuration must be greater than renewDeadline");
      }
      if (renewDeadline.toNanos() <= JITTER * retryPeriod.toNanos()) {
        throw new IllegalArgumentException(
            "renewDeadline must be greater than retryPeriod*JitterFactor");
      }
    }

    /** Upstream's times: 15 s, 10 s, 2 s. */
    public static Options of(String namespace, String name, String identity) {
      return new Options(
          namespace,
          name,
          identity,
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2));
    }
  }

  /** Told on the elector's thread. */
  public interface Listener {
    void startedLeading();

    /** Leadership was lost or given up; called once, and only after {@link #startedLeading}. */
    void stoppedLeading();

    default void newLeader(String identity) {}
  }

  private final ResourceClient<Lease> leases;
  private final Options options;
  private final Timers timers;
  private final Listener listener;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean leading;
  private volatile boolean closed;

  private @Nullable Lease observed;
  private long observedNanos;
  private String reportedLeader = "";

  private LeaderElector(
      KubernetesClient client, Options options, Timers timers, Listener listener) {
    this.leases = client.resources(Lease.class);
    this.options = options;
    this.timers = timers;
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("leader-election-" + options.name()).unstarted(this::run);
  }

  /** Begins to compete. After losing leadership it ends; it does not compete again. */
  public static LeaderElector start(
      KubernetesClient client, Options options, Timers timers, Listener listener) {
    var elector = new LeaderElector(client, options, timers, listener);
    elector.thread.start();
    return elector;
  }

  public boolean isLeader() {
    return leading;
  }

  /** Waits until the elector has ended. */
  public boolean awaitEnd(Duration longest) throws InterruptedException {
    return ended.await(longest.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void run() {
    try {
      acquire();
      if (!closed) {
        leading = true;
        listener.startedLeading();
        renewWhilePossible();
      }
    } catch (InterruptedException e) {
      LOG.trace("closed", e);
    } finally {
      if (leading) {
        leading = false;
        if (closed) {
          release();
        }
        listener.stoppedLeading();
      }
      ended.countDown();
    }
  }

  private void acquire() throws InterruptedException {
    while (!closed && !tryAcquireOrRenew()) {
      var jitter = 1 + ThreadLocalRandom.current().nextDouble() * JITTER;
      timers.sleep(Duration.ofNanos((long) (options.retryPeriod().toNanos() * jitter)));
    }
  }

  private void renewWhilePossible() throws InterruptedException {
    var lastRenewal = timers.nanoTime();
    while (!closed) {
      timers.sleep(options.retryPeriod());
      if (tryAcquireOrRenew()) {
        lastRenewal = timers.nanoTime();
      } else if (timers.nanoTime() - lastRenewal > options.renewDeadline().toNanos()) {
        LOG.warn("{}: renewing the lease failed, leadership is lost", options.name());
        return;
      }
    }
  }

  /** One attempt; false when somebody else holds the lease or the server can't be reached. */
  boolean tryAcquireOrRenew() {
    try {
      var found = leases.get(options.namespace(), options.name());
      if (found.isEmpty()) {
        observe(leases.create(firstLease()));
        return true;
      }
      var lease = found.get();
      if (observed == null || !observed.spec().equals(lease.spec())) {
        observe(lease);
      }
      report(holder(lease));
      if (!isMine(lease) && !holder(lease).isEmpty() && !expired(lease)) {
        return false;
      }
      observe(leases.update(lease.withSpec(renewed(lease.spec()))));
      report(options.identity());
      return true;
    } catch (ApiException e) {
      if (!e.isConflict() && !e.isAlreadyExists()) {
        LOG.info("{}: {}", options.name(), e.getMessage());
      }
      return false;
    } catch (UncheckedIOException e) {
      LOG.info("{}: {}", options.name(), e.getMessage());
      return false;
    }
  }

  private void observe(Lease lease) {
    observed = lease;
    observedNanos = timers.nanoTime();
  }

  private boolean expired(Lease lease) {
    var seconds = lease.spec().leaseDurationSeconds();
    var duration = Duration.ofSeconds(seconds == null ? 0 : seconds);
    return timers.nanoTime() - observedNanos >= duration.toNanos();
  }

  private boolean isMine(Lease lease) {
    return holder(lease).equals(options.identity());
  }

  private static String holder(Lease lease) {
    var holder = lease.spec().holderIdentity();
    return holder == null ? "" : holder;
  }

  private void report(String leader) {
    if (!leader.equals(reportedLeader)) {
      reportedLeader = leader;
      listener.newLeader(leader);
    }
  }

  private Lease firstLease() {
    var now = new MicroTime(timers.instant());
    return LeaseBuilder.builder()
        .metadata(
            ObjectMetaBuilder.builder().namespace(options.namespace()).name(options.name()).build())
        .spec(
            LeaseSpecBuilder.builder()
                .holderIdentity(options.identity())
                .leaseDurationSeconds(Math.toIntExact(options.leaseDuration().toSeconds()))
                .acquireTime(now)
                .renewTime(now)
                .leaseTransitions(0)
                .build())
        .build();
  }

  private LeaseSpec renewed(LeaseSpec old) {
    var now = new MicroTime(timers.instant());
    var mine = options.identity().equals(old.holderIdentity());
    var transitions = old.leaseTransitions() == null ? 0 : old.leaseTransitions();
    return LeaseSpecBuilder.builder(old)
        .holderIdentity(options.identity())
        .leaseDurationSeconds(Math.toIntExact(options.leaseDuration().toSeconds()))
        .acquireTime(mine ? old.acquireTime() : now)
        .renewTime(now)
        .leaseTransitions(mine ? transitions : transitions + 1)
        .build();
  }

  /** Lets the next candidate in without waiting (upstream's ReleaseOnCancel). */
  private void release() {
    var lease = observed;
    if (lease == null) {
      return;
    }
    var now = new MicroTime(timers.instant());
    var spec =
        LeaseSpecBuilder.builder(lease.spec())
            .holderIdentity("")
            .leaseDurationSeconds(1)
            .acquireTime(now)
            .renewTime(now)
            .build();
    try {
      leases.update(lease.withSpec(spec));
    } catch (ApiException | UncheckedIOException e) {
      LOG.info("{}: could not release the lease: {}", options.name(), e.getMessage());
    }
  }

  /** Stops competing; a leader gives its lease up first. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      if (!awaitEnd(Duration.ofSeconds(3))) {
        LOG.info("{}: leader election did not end in time", options.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
