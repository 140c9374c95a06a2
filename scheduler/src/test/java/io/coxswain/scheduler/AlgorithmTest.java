package io.coxswain.scheduler;

import static io.coxswain.scheduler.SchedulingScenario.given;
import static io.coxswain.scheduler.Yaml.node;
import static io.coxswain.scheduler.Yaml.podInfo;
import static io.coxswain.scheduler.Yaml.requesting;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AlgorithmTest {
  private static final String NO_VICTIMS = "No preemption victims found for incoming pod";
  private static final String NOT_HELPFUL = "Preemption is not helpful for scheduling";

  @Test
  void withoutNodesUpstreamsShortMessageIsGiven() {
    given()
        .whenScheduling(requesting("p", "1", "1Gi"))
        .thenUnschedulable("no nodes available to schedule pods");
  }

  @Test
  void theEmptiestNodeIsTaken() {
    given(node("full"), node("empty"))
        .andOn("full", requesting("other", "3", "4Gi"))
        .whenScheduling(requesting("p", "500m", "512Mi"))
        .thenOn("empty");
  }

  @Test
  void podsOfOneKindSpreadEvenly() {
    var scenario = given(node("a"), node("b"), node("c"));
    for (var i = 0; i < 9; i++) {
      scenario.whenScheduling(requesting("p" + i, "100m", "128Mi"));
    }
    assertThat(scenario.spread()).isEqualTo(Map.of("a", 3, "b", 3, "c", 3));
  }

  @Test
  void everyReasonIsCountedAndSortedInTheMessage() {
    given(
            node("small", "status: {allocatable: {cpu: '1', memory: 8Gi, pods: '110'}}"),
            node("tainted", "spec: {taints: [{key: dedicated, value: db, effect: NoSchedule}]}"),
            node("cordoned", "spec: {unschedulable: true}"),
            node("full"))
        .andOn("full", requesting("other", "3500m", "1Gi"))
        .whenScheduling(requesting("p", "2", "1Gi"))
        .thenUnschedulable(
            "0/4 nodes are available: 1 node(s) had untolerated taint {dedicated: db}, "
                + "1 node(s) were unschedulable, 2 Insufficient cpu. "
                + "preemption: 0/4 nodes are available: 1 "
                + NO_VICTIMS
                + ", 3 "
                + NOT_HELPFUL
                + ".");
  }

  @Test
  void aNodeThatLacksSeveralThingsNamesThemAll() {
    given(node("n", "status: {allocatable: {cpu: '1', memory: 1Gi, pods: '1'}}"))
        .andOn("n", requesting("other", "1", "1Gi"))
        .whenScheduling(
            podInfo(
                "p",
                "containers: [{name: c, resources: {requests: {cpu: '1', memory: 1Gi,"
                    + " example.com/gpu: '1'}}}]"))
        .thenUnschedulable(
            "0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient example.com/gpu, "
                + "1 Insufficient memory, 1 Too many pods. "
                + "preemption: 0/1 nodes are available: 1 "
                + NOT_HELPFUL
                + ".");
  }

  @Test
  void whatWasFoundOutBeforeIsForgottenWhenTheNodeChanges() {
    given(node("n"))
        .whenScheduling(requesting("first", "3", "1Gi"))
        .thenOn("n")
        .whenScheduling(requesting("second", "3", "1Gi"))
        .thenUnschedulable(
            "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 "
                + NO_VICTIMS
                + ".")
        .andGone("first")
        .whenScheduling(requesting("second", "3", "1Gi"))
        .thenOn("n")
        .andGone("second")
        .and(node("n", "spec: {unschedulable: true}"))
        .whenScheduling(requesting("third", "3", "1Gi"))
        .thenUnschedulable(
            "0/1 nodes are available: 1 node(s) were unschedulable. "
                + "preemption: 0/1 nodes are available: 1 "
                + NOT_HELPFUL
                + ".");
  }

  @Test
  void toleratedTaintsDoNotMatter() {
    given(node("n", "spec: {taints: [{key: k, value: v, effect: NoExecute}]}"))
        .whenScheduling(
            podInfo("p", "{containers: [{name: c}], tolerations: [{key: k, operator: Exists}]}"))
        .thenOn("n");
  }

  @Test
  void nodesWithPreferNoScheduleTaintsComeLast() {
    given(
            node("avoided", "spec: {taints: [{key: k, value: v, effect: PreferNoSchedule}]}"),
            node("used"))
        .andOn("used", requesting("other", "2", "4Gi"))
        .whenScheduling(requesting("p", "100m", "1Mi"))
        .thenOn("used");
  }

  @Test
  void nodeSelectorAndRequiredAffinityBothHold() {
    given(
            node("a", "metadata: {labels: {disk: ssd, zone: a}}"),
            node("b", "metadata: {labels: {disk: ssd, zone: b}}"),
            node("c", "metadata: {labels: {zone: b}}"))
        .whenScheduling(
            podInfo(
                "p",
                """
                containers: [{name: c}]
                nodeSelector: {disk: ssd}
                affinity:
                  nodeAffinity:
                    requiredDuringSchedulingIgnoredDuringExecution:
                      nodeSelectorTerms:
                      - matchExpressions: [{key: zone, operator: NotIn, values: [a]}]
                """))
        .thenOn("b");
  }

  @Test
  void preferredAffinityOutweighsASlightlyFullerNode() {
    given(node("a", "metadata: {labels: {disk: ssd}}"), node("b"))
        .andOn("a", requesting("other", "200m", "256Mi"))
        .whenScheduling(
            podInfo(
                "p",
                """
                containers: [{name: c}]
                affinity:
                  nodeAffinity:
                    preferredDuringSchedulingIgnoredDuringExecution:
                    - weight: 1
                      preference: {matchExpressions: [{key: disk, operator: In, values: [ssd]}]}
                """))
        .thenOn("a");
  }

  @Test
  void aDaemonSetPodNamesTheOtherNodesAsNotItsOwn() {
    var pod =
        podInfo(
            "p",
            """
            containers: [{name: c, resources: {requests: {cpu: "8"}}}]
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                  - matchFields: [{key: metadata.name, operator: In, values: [b]}]
            """);
    given(node("a"), node("b"), node("c"))
        .whenScheduling(pod)
        .thenUnschedulable(
            "0/3 nodes are available: 1 Insufficient cpu, "
                + "2 node(s) didn't satisfy plugin(s) [NodeAffinity]. "
                + "preemption: 0/3 nodes are available: 3 "
                + NOT_HELPFUL
                + ".")
        .and(node("b", "status: {allocatable: {cpu: '9', memory: 1Gi, pods: '5'}}"))
        .whenScheduling(pod)
        .thenOn("b");
  }

  @Test
  void hostPortsAreTakenOncePerNodeAndAddress() {
    var web = "containers: [{name: c, ports: [{containerPort: 80, hostPort: 80}]}]";
    var local =
        "containers: [{name: c, ports: [{containerPort: 80, hostPort: 80, hostIP: 127.0.0.1}]}]";
    var dns = "containers: [{name: c, ports: [{containerPort: 80, hostPort: 80, protocol: UDP}]}]";
    var taken =
        "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports. "
            + "preemption: 0/1 nodes are available: 1 "
            + NO_VICTIMS
            + ".";
    given(node("n"))
        .whenScheduling(podInfo("first", web))
        .thenOn("n")
        .whenScheduling(podInfo("second", web))
        .thenUnschedulable(taken)
        .whenScheduling(podInfo("third", local))
        .thenUnschedulable(taken)
        .whenScheduling(podInfo("fourth", dns))
        .thenOn("n");
  }

  @Test
  void aNodeThatHasALargeImageIsPreferred() {
    given(
            node(
                "has",
                """
                status:
                  allocatable: {cpu: "4", memory: 8Gi, pods: "110"}
                  images: [{names: ["big:latest"], sizeBytes: 4000000000}]
                """),
            node("hasnt"))
        .whenScheduling(podInfo("p", "containers: [{name: c, image: big}]"))
        .thenOn("has");
  }

  @Test
  void podsSeenBeforeTheirNodeAreCountedWhenItAppears() {
    given()
        .andOn("late", requesting("early", "4", "1Gi"))
        .and(node("late"))
        .whenScheduling(requesting("p", "1", "1Gi"))
        .thenUnschedulable(
            "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 "
                + NO_VICTIMS
                + ".");
  }

  @Test
  void aPodThatMustNotPreemptSaysSo() {
    given(node("n"))
        .whenScheduling(
            podInfo("p", "{preemptionPolicy: Never, nodeName: x, containers: [{name: c}]}"))
        .thenUnschedulable(
            "0/1 nodes are available: 1 node(s) didn't match the requested node name. "
                + "preemption: not eligible due to preemptionPolicy=Never.");
  }
}
