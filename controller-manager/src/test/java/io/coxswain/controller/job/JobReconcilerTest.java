package io.coxswain.controller.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.batch.v1.Job;
import io.coxswain.api.batch.v1.Job.JobCondition;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodStatus;
import io.coxswain.client.runtime.Plan;
import io.coxswain.controller.Plans;
import io.coxswain.controller.World;
import io.coxswain.controller.Yaml;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobReconcilerTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final World world = new World();
  private Plan last = Plan.settled();

  @Test
  void runsPodsInParallelUntilEnoughSucceededAndCountsEachOnce() {
    given("{completions: 3, parallelism: 2, template: {spec: {restartPolicy: Never}}}");
    settle();
    assertThat(pods()).hasSize(2);
    assertThat(pods().getFirst().metadata().finalizers())
        .containsExactly("batch.kubernetes.io/job-tracking");
    assertThat(status().startTime()).isEqualTo(now);
    assertThat(status().active()).isEqualTo(2);
    world.end(pods().getFirst().name(), "Succeeded");
    settle();
    assertThat(status().succeeded()).isEqualTo(1);
    assertThat(pods()).hasSize(3);
    running().forEach(pod -> world.end(pod.name(), "Succeeded"));
    settle();
    assertThat(status().succeeded()).isEqualTo(3);
    assertThat(status().active()).isNull();
    assertThat(status().completionTime()).isEqualTo(now);
    assertThat(conditions()).containsExactly("SuccessCriteriaMet", "Complete");
    assertThat(status().conditions().getLast().reason()).isEqualTo("CompletionsReached");
    assertThat(status().uncountedTerminatedPods().succeeded()).isEmpty();
    assertThat(pods()).allMatch(pod -> pod.metadata().finalizers().isEmpty());
    assertThat(world.events()).contains("Completed: Job completed");
  }

  @Test
  void aSuccessPolicyEndsTheOthersWhenItsIndexesHaveSucceeded() {
    given(
        "{completions: 4, parallelism: 4, completionMode: Indexed, template: {spec: {}},"
            + " successPolicy: {rules: [{succeededIndexes: '3', succeededCount: 1},"
            + " {succeededIndexes: '0-2', succeededCount: 2}]}}");
    settle();
    endIndex("0");
    settle();
    assertThat(conditions()).isEmpty();
    endIndex("2");
    settle();
    assertThat(conditions()).contains("SuccessCriteriaMet");
    assertThat(status().conditions().getFirst().reason()).isEqualTo("SuccessPolicy");
    assertThat(status().conditions().getFirst().message()).isEqualTo("Matched rules at index 1");
    assertThat(status().completedIndexes()).isEqualTo("0,2");
    assertThat(running()).isEmpty();
  }

  private void endIndex(String index) {
    var label = "batch.kubernetes.io/job-completion-index";
    pods().stream()
        .filter(pod -> index.equals(pod.metadata().annotations().get(label)))
        .forEach(pod -> world.end(pod.name(), "Succeeded"));
  }

  @Test
  void aFailedPodIsReplacedAfterTheBackoffWhichDoubles() {
    given("{completions: 1, parallelism: 1, backoffLimit: 6, template: {spec: {}}}");
    settle();
    failRunning();
    settle();
    assertThat(status().failed()).isEqualTo(1);
    assertThat(running()).isEmpty();
    assertThat(Plans.checksAfter(last)).isEqualTo(Duration.ofSeconds(10));
    now = now.plusSeconds(10);
    settle();
    assertThat(running()).hasSize(1);
    failRunning();
    settle();
    assertThat(Plans.checksAfter(last)).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void tooManyFailuresEndTheJobAndItsOtherPods() {
    given("{completions: 2, parallelism: 2, backoffLimit: 0, template: {spec: {}}}");
    settle();
    var other = running().getLast().name();
    world.pod(
        other,
        pod ->
            pod.withSpec(pod.spec().withNodeName("n"))
                .withStatus(pod.status().withPhase("Running")));
    world.end(running().getFirst().name(), "Failed");
    settle();
    assertThat(conditions()).containsExactly("FailureTarget");
    assertThat(world.find(Pod.class, other).orElseThrow().metadata().deletionTimestamp())
        .isNotNull();
    assertThat(status().terminating()).isEqualTo(1);
    world.kill(other);
    settle();
    assertThat(conditions()).containsExactly("FailureTarget", "Failed");
    assertThat(status().failed()).isEqualTo(2);
    assertThat(status().conditions().getLast().reason()).isEqualTo("BackoffLimitExceeded");
    assertThat(world.events())
        .contains("BackoffLimitExceeded: Job has reached the specified backoff limit");
  }

  @Test
  void anIndexedJobRunsEachIndexAndTellsItsPods() {
    given(
        "{completions: 3, parallelism: 2, completionMode: Indexed,"
            + " template: {spec: {containers: [{name: c}]}}}");
    settle();
    var first = pods().getFirst();
    assertThat(first.metadata().annotations())
        .containsEntry("batch.kubernetes.io/job-completion-index", "0");
    assertThat(first.labels()).containsEntry("batch.kubernetes.io/job-completion-index", "0");
    assertThat(first.spec().hostname()).isEqualTo("work-0");
    assertThat(first.name()).startsWith("work-0-");
    var variable = first.spec().containers().getFirst().env().getFirst();
    assertThat(variable.name()).isEqualTo("JOB_COMPLETION_INDEX");
    assertThat(variable.valueFrom().fieldRef().fieldPath())
        .isEqualTo("metadata.labels['batch.kubernetes.io/job-completion-index']");
    world.end(first.name(), "Succeeded");
    settle();
    assertThat(running().stream().map(JobPodTemplate::indexOf)).containsExactly(1, 2);
    assertThat(status().completedIndexes()).isEqualTo("0");
    running().forEach(pod -> world.end(pod.name(), "Succeeded"));
    settle();
    assertThat(status().completedIndexes()).isEqualTo("0-2");
    assertThat(status().succeeded()).isEqualTo(3);
    assertThat(conditions()).contains("Complete");
  }

  @Test
  void theDeadlineEndsTheJob() {
    given("{activeDeadlineSeconds: 30, template: {spec: {}}}");
    settle();
    assertThat(Plans.checksAfter(last)).isEqualTo(Duration.ofSeconds(30));
    now = now.plusSeconds(30);
    settle();
    assertThat(conditions()).containsExactly("FailureTarget", "Failed");
    assertThat(status().conditions().getLast().reason()).isEqualTo("DeadlineExceeded");
    assertThat(pods()).isEmpty();
  }

  @Test
  void suspendingTakesPodsAwayWithoutCountingThemAndResumingStartsAnew() {
    given("{suspend: false, completions: 2, parallelism: 2, template: {spec: {}}}");
    settle();
    suspend(true);
    settle();
    assertThat(pods()).isEmpty();
    assertThat(status().failed()).isNull();
    assertThat(status().startTime()).isNull();
    assertThat(status().conditions().getFirst().reason()).isEqualTo("JobSuspended");
    suspend(false);
    now = now.plusSeconds(5);
    settle();
    assertThat(pods()).hasSize(2);
    assertThat(status().startTime()).isEqualTo(now);
    assertThat(world.events()).contains("Suspended: Job suspended", "Resumed: Job resumed");
  }

  @Test
  void aJobThatIsSuspendedWhileItFailsEndsWithAStart() {
    given("{activeDeadlineSeconds: 30, template: {spec: {}}}");
    settle();
    now = now.plusSeconds(30);
    world.apply(decide(), now);
    assertThat(conditions()).containsExactly("FailureTarget");
    suspend(true);
    settle();
    assertThat(conditions()).contains("Failed");
    assertThat(status().startTime()).isNotNull();
  }

  @Test
  void lessParallelismTakesPodsAwayWithoutCountingThem() {
    given("{completions: 9, parallelism: 3, template: {spec: {}}}");
    settle();
    world.put(job().withSpec(job().spec().withParallelism(1)));
    settle();
    assertThat(pods()).hasSize(1);
    assertThat(status().failed()).isNull();
  }

  @Test
  void aWorkQueueIsDoneWhenOneSucceededAndAllEnded() {
    given("{parallelism: 2, template: {spec: {}}}");
    settle();
    world.end(running().getFirst().name(), "Succeeded");
    settle();
    assertThat(running()).hasSize(1);
    assertThat(conditions()).isEmpty();
    world.end(running().getFirst().name(), "Succeeded");
    settle();
    assertThat(conditions()).contains("Complete");
  }

  @Test
  void aFailurePolicyCanEndTheJobAtOnceOrIgnoreTheFailure() {
    given(
        """
        backoffLimit: 0
        podReplacementPolicy: Failed
        podFailurePolicy:
          rules:
          - {action: Ignore, onPodConditions: [{type: DisruptionTarget, status: "True"}]}
          - {action: FailJob, onExitCodes: {operator: In, values: [42]}}
        template: {spec: {}}
        """);
    settle();
    world.pod(
        running().getFirst().name(),
        pod ->
            pod.withStatus(
                podStatus(
                    "{phase: Failed, conditions: [{type: DisruptionTarget, status: 'True'}]}")));
    settle();
    assertThat(conditions()).isEmpty();
    assertThat(status().failed()).isNull();
    now = now.plusSeconds(10);
    settle();
    world.pod(
        running().getFirst().name(),
        pod ->
            pod.withStatus(
                podStatus(
                    "{phase: Failed, containerStatuses: [{name: c, state: {terminated: {exitCode:"
                        + " 42}}}]}")));
    settle();
    assertThat(conditions()).containsExactly("FailureTarget", "Failed");
    assertThat(status().conditions().getLast().reason()).isEqualTo("PodFailurePolicy");
    assertThat(status().conditions().getLast().message())
        .contains("failed with exit code 42 matching FailJob rule at index 1");
  }

  @Test
  void aFinishedJobIsDeletedWhenItsTimeIsOver() {
    given("{ttlSecondsAfterFinished: 60, template: {spec: {}}}");
    settle();
    world.end(running().getFirst().name(), "Succeeded");
    settle();
    assertThat(Plans.checksAfter(last)).isEqualTo(Duration.ofSeconds(60));
    now = now.plusSeconds(60);
    assertThat(Plans.deleted(decide())).containsExactly("work");
  }

  @Test
  void podsOfAJobThatIsGoneAreLetGo() {
    given("{template: {spec: {}}}");
    settle();
    var view = new JobView(null, List.of(), List.of(), List.of(), pods(), List.of());
    var released = Plans.updated(new JobReconciler().reconcile(view, now), Pod.class);
    assertThat(released.getFirst().metadata().finalizers()).isEmpty();
  }

  @Test
  void podsAreAdoptedAndReleasedWithTheirFinalizer() {
    given("{completions: 2, parallelism: 2, template: {spec: {}}}");
    settle();
    var first = pods().getFirst();
    var lost =
        first.withMetadata(
            first.metadata().withOwnerReferences(List.of()).withFinalizers(List.of()));
    var adopted =
        Plans.updated(decide(List.of(pods().getLast()), List.of(lost), List.of()), Pod.class);
    assertThat(adopted)
        .singleElement()
        .satisfies(
            pod -> {
              assertThat(pod.metadata().ownerReferences().getFirst().kind()).isEqualTo("Job");
              assertThat(pod.metadata().finalizers()).containsExactly(Tracking.FINALIZER);
            });
    var released = Plans.updated(decide(pods(), List.of(), List.of(first)), Pod.class);
    assertThat(released)
        .singleElement()
        .satisfies(
            pod -> {
              assertThat(pod.metadata().ownerReferences()).isEmpty();
              assertThat(pod.metadata().finalizers()).isEmpty();
            });
  }

  private void given(String spec) {
    var indented = spec.indent(2);
    world.put(
        Yaml.read(Job.class, "metadata: {name: work, namespace: default}\nspec:\n" + indented));
  }

  private static PodStatus podStatus(String status) {
    return Yaml.read(Pod.class, "{metadata: {name: x}, status: " + status + "}").status();
  }

  private void suspend(boolean suspend) {
    world.put(job().withSpec(job().spec().withSuspend(suspend)));
  }

  private Plan decide() {
    return decide(pods(), List.of(), List.of());
  }

  private Plan decide(List<Pod> controlled, List<Pod> adoptable, List<Pod> foreign) {
    var view = new JobView(job(), controlled, adoptable, foreign, List.of(), List.of());
    return new JobReconciler().reconcile(view, now);
  }

  /** Reconciles until nothing changes any more. */
  private void settle() {
    for (var round = 0; round < 20; round++) {
      last = decide();
      if (last.changes().isEmpty()) {
        return;
      }
      world.apply(last, now);
    }
    throw new AssertionError("does not settle: " + last);
  }

  private void failRunning() {
    running().forEach(pod -> world.end(pod.name(), "Failed"));
  }

  private Job job() {
    return world.find(Job.class, "work").orElseThrow();
  }

  private Job.JobStatus status() {
    return job().status();
  }

  private List<String> conditions() {
    return status().conditions().stream().map(JobCondition::type).toList();
  }

  private List<Pod> pods() {
    return world.all(Pod.class);
  }

  private List<Pod> running() {
    return pods().stream()
        .filter(pod -> !"Succeeded".equals(pod.status().phase()))
        .filter(pod -> !"Failed".equals(pod.status().phase()))
        .toList();
  }
}
