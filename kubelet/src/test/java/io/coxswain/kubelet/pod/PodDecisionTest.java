package io.coxswain.kubelet.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.kubelet.pod.DesiredPod.Failure;
import io.coxswain.kubelet.pod.ObservedPod.CrashBackoff;
import io.coxswain.kubelet.pod.ObservedPod.ProbeState;
import io.coxswain.kubelet.runtime.PodRef;
import io.coxswain.kubelet.runtime.RuntimeContainer;
import io.coxswain.kubelet.runtime.RuntimeContainer.State;
import io.coxswain.kubelet.runtime.RuntimePod;
import io.coxswain.kubelet.runtime.RuntimeSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodDecisionTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private final List<RuntimeSandbox> sandboxes = new ArrayList<>();
  private final List<RuntimeContainer> containers = new ArrayList<>();
  private final Map<String, CrashBackoff> backoffs = new HashMap<>();
  private final Map<String, ProbeState> probes = new HashMap<>();
  private String restartPolicy = "Always";
  private String initContainers = "";
  private boolean removed;
  private Set<String> stopping = Set.of();
  private boolean volumesReady = true;

  @Test
  void volumesComeFirstThenTheSandboxThenTheContainer() {
    volumesReady = false;
    assertThat(next()).isEqualTo(new PodStep.SetUpVolumes());
    volumesReady = true;
    assertThat(next()).isEqualTo(new PodStep.MakeSandbox(0));
    sandbox(0, true);
    assertThat(next()).isInstanceOf(PodStep.StartContainer.class);
    container("main", 0, State.RUNNING, 0);
    assertThat(next()).isEqualTo(new PodStep.Wait(null));
    assertThat(status().phase()).isEqualTo("Running");
  }

  @Test
  void theFirstRestartIsImmediateTheNextWaits() {
    sandbox(0, true);
    container("main", 0, State.EXITED, 1);
    assertThat(next())
        .isInstanceOfSatisfying(
            PodStep.StartContainer.class, s -> assertThat(s.attempt()).isEqualTo(1));
    container("main", 1, State.EXITED, 1);
    backoffs.put("main", CrashBackoff.next(null, NOW, NOW));
    assertThat(next()).isEqualTo(new PodStep.Wait(NOW.plusSeconds(10)));
    var waiting = status().containerStatuses().getFirst();
    assertThat(waiting.state().waiting().reason()).isEqualTo("CrashLoopBackOff");
    assertThat(waiting.state().waiting().message())
        .isEqualTo("back-off 10s restarting failed container=main pod=p_default(u)");
    assertThat(waiting.lastState().terminated().exitCode()).isEqualTo(1);
    assertThat(waiting.restartCount()).isEqualTo(1);
  }

  @Test
  void backOffDoublesToFiveMinutesAndIsForgottenAfterTenQuietOnes() {
    var backoff = CrashBackoff.next(null, NOW, NOW);
    for (var expected : new int[] {20, 40, 80, 160, 300, 300}) {
      backoff = CrashBackoff.next(backoff, NOW, NOW);
      assertThat(backoff.delay()).isEqualTo(Duration.ofSeconds(expected));
    }
    assertThat(CrashBackoff.next(backoff, NOW.plusSeconds(601), NOW.plusSeconds(601)).delay())
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aPodThatRunsOnceEndsWithItsContainer() {
    restartPolicy = "Never";
    sandbox(0, true);
    container("main", 0, State.EXITED, 0);
    assertThat(next()).isEqualTo(new PodStep.StopSandbox("s0"));
    assertThat(status().phase()).isEqualTo("Succeeded");
    containers.clear();
    container("main", 0, State.EXITED, 2);
    assertThat(status().phase()).isEqualTo("Failed");
  }

  @Test
  void initContainersRunBeforeTheOthers() {
    initContainers = "{\"name\":\"init\",\"image\":\"i\"}";
    assertThat(status().initContainerStatuses().getFirst().state().waiting().reason())
        .isEqualTo("PodInitializing");
    sandbox(0, true);
    assertThat(next())
        .isInstanceOfSatisfying(
            PodStep.StartContainer.class, s -> assertThat(s.container().name()).isEqualTo("init"));
    container("init", 0, State.RUNNING, 0);
    assertThat(next()).isInstanceOf(PodStep.Wait.class);
    assertThat(status().containerStatuses().getFirst().state().waiting().reason())
        .isEqualTo("PodInitializing");
    containers.clear();
    container("init", 0, State.EXITED, 0);
    assertThat(next())
        .isInstanceOfSatisfying(
            PodStep.StartContainer.class, s -> assertThat(s.container().name()).isEqualTo("main"));
  }

  @Test
  void aSidecarOutlivesTheOthersWhenThePodIsStopped() {
    initContainers = "{\"name\":\"side\",\"image\":\"i\",\"restartPolicy\":\"Always\"}";
    sandbox(0, true);
    container("side", 0, State.RUNNING, 0);
    container("main", 0, State.RUNNING, 0);
    removed = true;
    assertThat(next())
        .isInstanceOfSatisfying(
            PodStep.StopContainers.class,
            s -> assertThat(s.stops()).extracting(PodStep.Stop::name).containsExactly("main"));
    containers.removeIf(c -> c.name().equals("main"));
    assertThat(next())
        .isInstanceOfSatisfying(
            PodStep.StopContainers.class,
            s -> assertThat(s.stops()).extracting(PodStep.Stop::name).containsExactly("side"));
    containers.clear();
    assertThat(next()).isEqualTo(new PodStep.Finish());
  }

  @Test
  void aPodHasNotSucceededWhileASidecarRuns() {
    restartPolicy = "Never";
    initContainers = "{\"name\":\"side\",\"image\":\"i\",\"restartPolicy\":\"Always\"}";
    sandbox(0, true);
    container("side", 0, State.RUNNING, 0);
    container("main", 0, State.EXITED, 0);
    assertThat(next()).isInstanceOf(PodStep.StopContainers.class);
    assertThat(status().phase()).isEqualTo("Running");
    containers.removeFirst();
    container("side", 0, State.EXITED, 0);
    assertThat(status().phase()).isEqualTo("Succeeded");
  }

  /** A Service falls back to such pods while it has no others (KEP-1669). */
  @Test
  void aPodThatIsEndingIsReadyAsLongAsItsContainersAre() {
    sandbox(0, true);
    container("main", 0, State.RUNNING, 0);
    removed = true;
    stopping = Set.of("main-0");
    assertThat(next()).isEqualTo(new PodStep.Wait(null));
    assertThat(status().containerStatuses().getFirst().ready()).isTrue();
    containers.clear();
    container("main", 0, State.EXITED, 0);
    assertThat(status().containerStatuses().getFirst().ready()).isFalse();
  }

  @Test
  void aFailedLivenessProbeEndsTheContainer() {
    sandbox(0, true);
    container("main", 0, State.RUNNING, 0);
    probes.put(
        "main-0",
        new ProbeState(
            true, true, "Container main failed liveness probe, will be restarted", null));
    assertThat(next()).isInstanceOf(PodStep.StopContainers.class);
  }

  @Test
  void aLostSandboxIsMadeAgainOnceItsContainersHaveStopped() {
    sandbox(0, false);
    container("main", 0, State.RUNNING, 0);
    assertThat(next()).isInstanceOf(PodStep.StopContainers.class);
    containers.clear();
    container("main", 0, State.EXITED, 137);
    assertThat(next()).isEqualTo(new PodStep.MakeSandbox(1));
  }

  @Test
  void aPodTheNodeRefusesFailsWithoutAWordOfItsContainers() {
    var failure = Failure.rejection("NodePorts", "Pod was rejected: no port");
    var refused = new DesiredPod(desired().pod(), false, failure);
    assertThat(PodDecision.next(refused, observed(), NOW)).isEqualTo(new PodStep.Wait(null));
    var told = PodStatuses.compute(refused, observed(), List.of("10.0.0.1"), NOW);
    assertThat(told.phase()).isEqualTo("Failed");
    assertThat(told.reason()).isEqualTo("NodePorts");
    assertThat(told.containerStatuses()).isEmpty();
    var later = new DesiredPod(refused.pod().withStatus(told), false, null);
    assertThat(PodStatuses.compute(later, observed(), List.of("10.0.0.1"), NOW)).isEqualTo(told);
  }

  private PodStep next() {
    return PodDecision.next(desired(), observed(), NOW);
  }

  private io.coxswain.api.core.v1.PodStatus status() {
    return PodStatuses.compute(desired(), observed(), List.of("10.0.0.1"), NOW);
  }

  private DesiredPod desired() {
    var json =
        """
        {"metadata":{"name":"p","namespace":"default","uid":"u"},
         "spec":{"restartPolicy":"%s","initContainers":[%s],"containers":[{"name":"main","image":"i"}]}}"""
            .formatted(restartPolicy, initContainers);
    return new DesiredPod(PodNormal.of(Json.read(json, Pod.class)), removed, null);
  }

  private ObservedPod observed() {
    for (var container : containers) {
      if (container.running()) {
        probes.putIfAbsent(container.id(), new ProbeState(true, true, null, null));
      }
    }
    return new ObservedPod(
        new RuntimePod(null, sandboxes, containers),
        volumesReady,
        stopping,
        Map.of(),
        backoffs,
        probes,
        Map.of(),
        List.of("10.0.0.2"));
  }

  private void sandbox(int attempt, boolean ready) {
    sandboxes.add(new RuntimeSandbox("s" + attempt, ref(), attempt, ready, NOW, List.of(), false));
  }

  private void container(String name, int attempt, State state, int exitCode) {
    var hash =
        PodContainers.hash(
            Json.read(
                "{\"name\":\"" + name + "\",\"image\":\"i\"}",
                io.coxswain.api.core.v1.Container.class));
    containers.add(
        new RuntimeContainer(
            name + "-" + attempt,
            ref(),
            name,
            attempt,
            "s0",
            state,
            NOW,
            NOW,
            state == State.EXITED ? NOW : null,
            exitCode,
            false,
            "",
            "i",
            "sha256:i",
            hash,
            null,
            0));
  }

  private static PodRef ref() {
    return new PodRef("default", "p", "u");
  }
}
