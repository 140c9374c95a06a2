package io.coxswain.kubelet.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.kubelet.pod.DesiredPod.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodAdmissionTest {
  private final List<Pod> others = new ArrayList<>();

  @Test
  void safeSysctlsAreTakenOthersRefused() {
    assertThat(
            refusal(
                "'securityContext':{'sysctls':[{'name':'kernel.shm_rmid_forced','value':'1'},"
                    + "{'name':'net/ipv4/tcp_syncookies','value':'1'}]}"))
        .isEmpty();
    assertThat(
            refusal(
                "'securityContext':{'sysctls':[{'name':'kernel.msgmax','value':'10000000000'}]}"))
        .contains(
            Failure.rejection(
                "SysctlForbidden", "forbidden sysctl: \"kernel.msgmax\" not allowlisted"));
    assertThat(
            refusal(
                "'hostNetwork':true,'securityContext':{'sysctls':"
                    + "[{'name':'net.ipv4.tcp_syncookies','value':'1'}]}"))
        .map(Failure::message)
        .contains(
            "forbidden sysctl: \"net.ipv4.tcp_syncookies\" not allowed with host net enabled");
  }

  @Test
  void aHostPortIsTakenOnce() {
    others.add(pod(port("", "TCP")));
    assertThat(refusal(port("127.0.0.1", "TCP")))
        .contains(
            Failure.rejection(
                "NodePorts",
                "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod"
                    + " ports"));
    assertThat(refusal(port("127.0.0.1", "UDP"))).isEmpty();
  }

  @Test
  void whatIsRequestedMustBeFree() {
    others.add(pod(requests("600m")));
    assertThat(refusal(requests("400m"))).isEmpty();
    assertThat(refusal(requests("401m")))
        .contains(
            Failure.rejection(
                "OutOfcpu",
                "Node didn't have enough resource: cpu, requested: 401, used: 600, capacity:"
                    + " 1000"));
    others.add(pod("'restartPolicy':'Always'"));
    assertThat(refusal("'restartPolicy':'Always'")).map(Failure::reason).contains("OutOfpods");
  }

  @Test
  void labelsAndTaintsOfTheNodeCount() {
    assertThat(refusal("'nodeSelector':{'disk':'ssd'}")).isEmpty();
    assertThat(refusal("'nodeSelector':{'disk':'tape'}"))
        .map(Failure::reason)
        .contains("NodeAffinity");
    var tainted = node("{'key':'k','effect':'NoExecute'},{'key':'s','effect':'NoSchedule'}");
    assertThat(new PodAdmission(tainted, others).refuse(pod("'restartPolicy':'Always'")))
        .map(Failure::message)
        .contains(
            "Predicate TaintToleration failed: node(s) had taints that the pod didn't tolerate");
    assertThat(
            new PodAdmission(tainted, others)
                .refuse(pod("'tolerations':[{'key':'k','operator':'Exists'}]")))
        .isEmpty();
    assertThat(refusal("'os':{'name':'windows'}"))
        .map(Failure::reason)
        .contains("PodOSNotSupported");
  }

  private Optional<Failure> refusal(String spec) {
    return new PodAdmission(node(""), others).refuse(pod(spec));
  }

  private static String port(String address, String protocol) {
    return "'containers':[{'name':'c','ports':[{'containerPort':80,'hostPort':8080,'hostIP':'"
        + address
        + "','protocol':'"
        + protocol
        + "'}]}]";
  }

  private static String requests(String cpu) {
    return "'containers':[{'name':'c','resources':{'requests':{'cpu':'" + cpu + "'}}}]";
  }

  private static Node node(String taints) {
    return Json.read(
        ("{'metadata':{'name':'n','labels':{'disk':'ssd'}},'spec':{'taints':["
                + taints
                + "]},'status':{'allocatable':{'cpu':'1','memory':'1Gi','pods':'2'}}}")
            .replace('\'', '"'),
        Node.class);
  }

  private static Pod pod(String spec) {
    return PodNormal.of(
        Json.read(
            ("{'metadata':{'name':'p','namespace':'d','uid':'u'},'spec':{" + spec + "}}")
                .replace('\'', '"'),
            Pod.class));
  }
}
