package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Rows.META;
import static io.coxswain.apiserver.table.Rows.cells;
import static io.coxswain.apiserver.table.Rows.table;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the columns of pods say. */
class PodCellsTest {
  @Test
  void aRunningPod() {
    assertThat(
            cells(
                "Pod",
                "{"
                    + META
                    + ",'spec':{'nodeName':'n1','containers':[{'name':'c'},{'name':'d'}],"
                    + "'readinessGates':[{'conditionType':'lb'}]},"
                    + "'status':{'phase':'Running','podIPs':[{'ip':'10.0.0.7'}],"
                    + "'conditions':[{'type':'Ready','status':'True'},{'type':'lb','status':'True'}],"
                    + "'containerStatuses':[{'name':'c','ready':true,'restartCount':2,'state':{'running':{}},"
                    + "'lastState':{'terminated':{'exitCode':1,'finishedAt':'2026-03-01T11:59:00Z'}}},"
                    + "{'name':'d','ready':false,'restartCount':0,'state':{'running':{}}}]}}"))
        .isEqualTo("['a','1/2','Running','2 (60s ago)','5m','10.0.0.7','n1','<none>','1/1']");
  }

  @Test
  void podsThatWaitSayWhatFor() {
    assertThat(podStatus("{'phase':'Pending'}")).isEqualTo("Pending");
    assertThat(
            podStatus(
                "{'phase':'Pending','conditions':[{'type':'PodScheduled','reason':'SchedulingGated'}]}"))
        .isEqualTo("SchedulingGated");
    assertThat(
            podStatus(
                "{'phase':'Pending','containerStatuses':[{'state':{'waiting':{'reason':'ContainerCreating'}}}]}"))
        .isEqualTo("ContainerCreating");
    assertThat(
            podStatus(
                "{'phase':'Running','containerStatuses':[{'restartCount':5,'state':{'waiting':{'reason':'CrashLoopBackOff'}}}]}"))
        .isEqualTo("CrashLoopBackOff");
    assertThat(
            podStatus(
                "{'phase':'Pending','initContainerStatuses':[{'name':'i','state':{'running':{}}}]}"))
        .isEqualTo("Init:0/2");
    assertThat(
            podStatus(
                "{'phase':'Pending','initContainerStatuses':[{'name':'i','state':{'terminated':{'exitCode':0}}},"
                    + "{'name':'j','state':{'waiting':{'reason':'PodInitializing'}}}]}"))
        .isEqualTo("Init:1/2");
    assertThat(
            podStatus(
                "{'phase':'Pending','initContainerStatuses':[{'name':'i','state':{'waiting':{'reason':'ImagePullBackOff'}}}]}"))
        .isEqualTo("Init:ImagePullBackOff");
    assertThat(
            podStatus(
                "{'phase':'Failed','initContainerStatuses':[{'name':'i','state':{'terminated':{'exitCode':3}}}]}"))
        .isEqualTo("Init:ExitCode:3");
  }

  @Test
  void podsThatEndedSayHow() {
    assertThat(
            podStatus(
                "{'phase':'Succeeded','containerStatuses':[{'state':{'terminated':{'exitCode':0,'reason':'Completed'}}}]}"))
        .isEqualTo("Completed");
    assertThat(
            podStatus(
                "{'phase':'Failed','containerStatuses':[{'state':{'terminated':{'exitCode':137,'signal':9}}}]}"))
        .isEqualTo("Signal:9");
    assertThat(podStatus("{'phase':'Failed','reason':'Evicted'}")).isEqualTo("Evicted");
    assertThat(
            podStatus(
                "{'phase':'Running','conditions':[{'type':'Ready','status':'True'}],'containerStatuses':["
                    + "{'state':{'terminated':{'reason':'Completed'}}},{'ready':true,'state':{'running':{}}}]}"))
        .isEqualTo("Running");
    var deleted =
        "{'metadata':{'name':'a','deletionTimestamp':'2026-03-01T11:59:00Z'},'spec':{},'status':{'phase':'%s'}}";
    assertThat(table("Pod", deleted.formatted("Running")).at("/rows/0/cells/2").asString())
        .isEqualTo("Terminating");
    assertThat(table("Pod", deleted.formatted("Succeeded")).at("/rows/0/cells/2").asString())
        .isEqualTo("Succeeded");
    assertThat(
            table("Pod", deleted.formatted("Succeeded")).at("/rows/0/conditions/0/type").asString())
        .isEqualTo("Completed");
  }

  @Test
  void sidecarsCountAsContainers() {
    assertThat(
            cells(
                "Pod",
                "{"
                    + META
                    + ",'spec':{'initContainers':[{'name':'s','restartPolicy':'Always'}],'containers':[{'name':'c'}]},"
                    + "'status':{'phase':'Running','initContainerStatuses':[{'name':'s','started':true,'ready':true,'restartCount':1}],"
                    + "'containerStatuses':[{'name':'c','ready':true,'state':{'running':{}}}]}}"))
        .startsWith("['a','2/2','Running','1',");
  }

  private static String podStatus(String status) {
    var pod =
        "{"
            + META
            + ",'spec':{'initContainers':[{'name':'i'},{'name':'j'}],'containers':[{'name':'c'}]},'status':"
            + status
            + "}";
    return table("Pod", pod).at("/rows/0/cells/2").asString();
  }
}
