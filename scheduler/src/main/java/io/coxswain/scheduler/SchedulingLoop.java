package io.coxswain.scheduler;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.ApiException;
import io.coxswain.client.Informer;
import io.coxswain.client.InformerListener;
import io.coxswain.client.InformerOptions;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.Timers;
import io.coxswain.scheduler.framework.BindPlugin;
import io.coxswain.scheduler.framework.ClusterEvent;
import io.coxswain.scheduler.framework.Profile;
import io.coxswain.scheduler.framework.QueuedPod;
import io.coxswain.scheduler.nodes.PodInfo;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Schedules for as long as it is open. One virtual thread owns queue and cache and takes every
 * decision; informers and bindings reach it through its inbox. Bindings run beside it, at most
 * {@value #MAX_BINDING} at once.
 */
final class SchedulingLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulingLoop.class);
  private static final int MAX_BINDING = 128;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final ClusterState state;
  private final Algorithm algorithm;
  private final BindPlugin binder;
  private final Outcomes outcomes;
  private final Timers timers;
  private final Informer<Node> nodes;
  private final Informer<Pod> pods;
  private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  // owned by the scheduling thread
  private int binding;
  private int nodesSeen;
  private int podsSeen;

  SchedulingLoop(
      KubernetesClient client,
      Profile profile,
      BindPlugin binder,
      Outcomes outcomes,
      Timers timers,
      RandomGenerator random) {
    this.state = new ClusterState(profile);
    this.algorithm = new Algorithm(profile, state.cache().nodes(), random);
    this.binder = binder;
    this.outcomes = outcomes;
    this.timers = timers;
    nodes = Informer.prepare(client.resources(Node.class), InformerOptions.all(), timers);
    pods = Informer.prepare(client.resources(Pod.class), InformerOptions.all(), timers);
    thread = Thread.ofVirtual().name("scheduler").unstarted(this::run);
  }

  void start() {
    nodes.onChange(
        new Inbound<>(
            (old, node) -> {
              nodesSeen += old == null ? 1 : 0;
              state.nodeChanged(old, node, timers.instant());
            },
            node -> state.nodeDeleted(node, timers.instant())));
    pods.onChange(
        new Inbound<>(
            (old, pod) -> {
              podsSeen += old == null ? 1 : 0;
              state.podChanged(old, pod, timers.instant());
            },
            pod -> state.podDeleted(pod, timers.instant())));
    nodes.begin();
    pods.begin();
    thread.start();
  }

  /** Hands an informer's news over to the scheduling thread. */
  private final class Inbound<T extends KubernetesObject> implements InformerListener<T> {
    private final BiConsumer<@Nullable T, T> changed;
    private final Consumer<T> deleted;

    Inbound(BiConsumer<@Nullable T, T> changed, Consumer<T> deleted) {
      this.changed = changed;
      this.deleted = deleted;
    }

    @Override
    public void added(T object) {
      inbox.add(() -> changed.accept(null, object));
    }

    @Override
    public void updated(T before, T after) {
      inbox.add(() -> changed.accept(before, after));
    }

    @Override
    public void deleted(T object) {
      inbox.add(() -> deleted.accept(object));
    }
  }

  private void run() {
    try {
      awaitFirstPicture();
      while (!closed) {
        drainInbox();
        var now = timers.instant();
        expireAssumed(now);
        var pod = binding < MAX_BINDING ? state.queue().pop(now) : null;
        if (pod == null) {
          awaitNews(now);
        } else {
          attempt(pod);
        }
      }
    } catch (InterruptedException e) {
      LOG.trace("closed", e);
    }
  }

  /**
   * A decision on half of the nodes is a bad decision: waits until the first lists are taken in.
   */
  private void awaitFirstPicture() throws InterruptedException {
    while (!nodes.awaitSync(LONGEST_WAIT) || !pods.awaitSync(LONGEST_WAIT)) {
      LOG.info("still waiting for the first lists of nodes and pods");
    }
    var nodesThen = nodes.size();
    var podsThen = pods.size();
    while (nodesSeen < nodesThen || podsSeen < podsThen) {
      perform(inbox.take());
    }
    LOG.info("scheduling: {} nodes, {} pods", nodesThen, podsThen);
  }

  private void drainInbox() {
    for (var news = inbox.poll(); news != null; news = inbox.poll()) {
      perform(news);
    }
  }

  private void awaitNews(Instant now) throws InterruptedException {
    var wake = binding < MAX_BINDING ? state.queue().nextWake() : null;
    var wait = wake == null ? LONGEST_WAIT : Duration.between(now, wake);
    if (wait.compareTo(LONGEST_WAIT) > 0) {
      wait = LONGEST_WAIT;
    }
    var news = inbox.poll(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
    if (news != null) {
      perform(news);
    }
  }

  /** One malformed object must not stop the scheduling of all others. */
  private static void perform(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException e) {
      LOG.error("a change could not be taken in", e);
    }
  }

  private void attempt(QueuedPod pod) {
    var info = pod.info();
    try {
      switch (algorithm.decide(info)) {
        case Decision.Assign(var nodeName) -> {
          state.cache().assume(info, nodeName);
          bind(pod, nodeName);
        }
        case Decision.Unschedulable(var message, var diagnosis) -> {
          LOG.debug("{}: {}", info.fullName(), message);
          state.queue().rejected(pod, diagnosis.rejectedBy(), timers.instant());
          outcomes.unschedulable(info.pod(), message);
        }
      }
    } catch (IllegalArgumentException e) {
      LOG.error("{} could not be judged", info.fullName(), e);
      state.queue().failed(pod, timers.instant());
      outcomes.failed(info.pod(), String.valueOf(e.getMessage()));
    }
  }

  private void bind(QueuedPod pod, String nodeName) {
    binding++;
    Thread.startVirtualThread(
        () -> {
          var target = pod.info().pod();
          try {
            binder.bind(target, nodeName);
            inbox.add(() -> bound(pod));
            outcomes.scheduled(target, nodeName);
          } catch (ApiException | UncheckedIOException e) {
            inbox.add(() -> notBound(pod, nodeName, e));
          } catch (RuntimeException e) {
            LOG.error("binding {} failed", pod.info().fullName(), e);
            inbox.add(() -> notBound(pod, nodeName, e));
          }
        });
  }

  private void bound(QueuedPod pod) {
    binding--;
    state.cache().bound(pod.info().uid(), timers.instant());
  }

  private void notBound(QueuedPod pod, String nodeName, RuntimeException error) {
    binding--;
    if (closed || !state.cache().forget(pod.info().uid())) {
      return; // the binding arrived all the same, or the pod is gone
    }
    var now = timers.instant();
    state.queue().onEvent(new ClusterEvent.AssignedPodDeleted(pod.info()), now);
    var target = pod.info().pod();
    var current = pods.get(target.namespace(), target.name()).orElse(null);
    if (current == null
        || !current.uid().equals(target.uid())
        || ClusterState.nodeOf(current) != null
        || current.metadata().deletionTimestamp() != null) {
      return;
    }
    LOG.info("{} not bound to {}: {}", pod.info().fullName(), nodeName, error.getMessage());
    state.queue().failed(pod.withInfo(PodInfo.of(current)), now);
    outcomes.failed(current, "binding rejected: " + error.getMessage());
  }

  private void expireAssumed(Instant now) {
    for (var pod : state.cache().expire(now)) {
      LOG.warn("{} was bound, but its binding was never seen; looking again", pod.fullName());
      pods.get(pod.pod().namespace(), pod.pod().name())
          .ifPresent(current -> state.podChanged(null, current, now));
    }
  }

  /** Stops deciding; bindings that are under way end by themselves. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    nodes.close();
    pods.close();
  }
}
