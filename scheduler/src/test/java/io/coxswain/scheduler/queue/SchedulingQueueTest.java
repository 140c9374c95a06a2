package io.coxswain.scheduler.queue;

import static io.coxswain.scheduler.Yaml.node;
import static io.coxswain.scheduler.Yaml.podInfo;
import static io.coxswain.scheduler.Yaml.requesting;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.scheduler.TestProfile;
import io.coxswain.scheduler.framework.ClusterEvent;
import io.coxswain.scheduler.framework.QueuedPod;
import io.coxswain.scheduler.nodes.PodInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchedulingQueueTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final SchedulingQueue queue = new SchedulingQueue(TestProfile.create(), Backoff.DEFAULT);

  @Test
  void higherPriorityComesFirstThenTheOlder() {
    add(prioritised("low", 0));
    advance(1);
    add(prioritised("high", 10));
    advance(1);
    add(prioritised("late", 0));
    assertThat(popNames()).containsExactly("high", "low", "late");
  }

  @Test
  void aGatedPodWaitsUntilItsGatesAreGone() {
    add(podInfo("p", "{schedulingGates: [{name: example.com/wait}], containers: [{name: c}]}"));
    assertThat(queue.pop(now)).isNull();
    queue.onEvent(new ClusterEvent.NodeAdded(node("n")), now);
    assertThat(queue.pop(now)).isNull();
    add(podInfo("p", "containers: [{name: c}]"));
    assertThat(popNames()).containsExactly("p");
  }

  @Test
  void onlyAnEventThatMayHelpBringsARejectedPodBack() {
    reject("p", "NodeAffinity");
    queue.onEvent(new ClusterEvent.AssignedPodDeleted(requesting("x", "1", "1Mi")), now);
    queue.onEvent(new ClusterEvent.NodeUpdated(node("n"), node("n")), now);
    assertThat(queue.pop(now)).isNull();
    var labelled = node("n", "metadata: {labels: {a: b}}");
    queue.onEvent(new ClusterEvent.NodeUpdated(node("n"), labelled), now);
    assertThat(popNames()).containsExactly("p");
  }

  @Test
  void withNothingActiveABackingOffPodIsTakenEarly() {
    reject("p", "NodeResourcesFit");
    queue.onEvent(new ClusterEvent.NodeAdded(node("n")), now);
    assertThat(popNames()).containsExactly("p");
  }

  @Test
  void activePodsComeBeforeThoseThatBackOff() {
    reject("p", "NodeResourcesFit");
    queue.onEvent(new ClusterEvent.NodeAdded(node("n")), now);
    add(prioritised("fresh", 0));
    assertThat(popNames()).containsExactly("fresh", "p");
  }

  @Test
  void afterAnErrorTheBackoffIsWaitedForAndDoubles() {
    add(prioritised("p", 0));
    queue.failed(pop(), now);
    advance(0.9);
    assertThat(queue.pop(now)).isNull();
    advance(0.2);
    queue.failed(pop(), now);
    advance(1.9);
    assertThat(queue.pop(now)).isNull();
    assertThat(queue.nextWake()).isEqualTo(now.plusMillis(100));
    advance(0.2);
    assertThat(pop().attempts()).isEqualTo(2);
  }

  @Test
  void anUnschedulablePodIsTriedAgainAfterFiveMinutesAnyway() {
    reject("p", "NodeResourcesFit");
    advance(299);
    assertThat(queue.pop(now)).isNull();
    assertThat(queue.nextWake()).isEqualTo(now.plusSeconds(1));
    advance(2);
    assertThat(popNames()).containsExactly("p");
  }

  @Test
  void aChangeOfTheRejectedPodItselfBringsItBackButAStatusUpdateDoesNot() {
    reject("p", "NodeResourcesFit");
    add(requesting("p", "1", "1Mi"));
    assertThat(queue.pop(now)).isNull();
    add(requesting("p", "500m", "1Mi"));
    assertThat(popNames()).containsExactly("p");
  }

  @Test
  void aDeletedPodIsForgottenWhereverItLies() {
    add(prioritised("active", 0));
    queue.delete("active");
    reject("rejected", "NodeResourcesFit");
    queue.delete("rejected");
    assertThat(queue.size()).isZero();
    assertThat(queue.pop(now.plusSeconds(1000))).isNull();
  }

  private void reject(String name, String plugin) {
    add(requesting(name, "1", "1Mi"));
    queue.rejected(pop(), Set.of(plugin), now);
  }

  private void add(PodInfo pod) {
    queue.addOrUpdate(pod, now);
  }

  private QueuedPod pop() {
    var pod = queue.pop(now);
    assertThat(pod).isNotNull();
    return pod;
  }

  private List<String> popNames() {
    var names = new ArrayList<String>();
    for (var pod = queue.pop(now); pod != null; pod = queue.pop(now)) {
      names.add(pod.info().pod().name());
    }
    return names;
  }

  private void advance(double seconds) {
    now = now.plus(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private static PodInfo prioritised(String name, int priority) {
    return podInfo(name, "{priority: %d, containers: [{name: c}]}".formatted(priority));
  }
}
