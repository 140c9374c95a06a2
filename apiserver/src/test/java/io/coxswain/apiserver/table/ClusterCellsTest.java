package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Rows.META;
import static io.coxswain.apiserver.table.Rows.cells;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the columns of nodes, events and small kinds say. */
class ClusterCellsTest {
  @Test
  void nodesAndEvents() {
    assertThat(
            cells(
                "Node",
                "{'metadata':{'name':'n','labels':{'node-role.kubernetes.io/worker':'','node-role.kubernetes.io/control-plane':''}},"
                    + "'spec':{'unschedulable':true},'status':{'conditions':[{'type':'Ready','status':'False'}],"
                    + "'addresses':[{'type':'InternalIP','address':'1.2.3.4'}],'nodeInfo':{'kubeletVersion':'v1.34.0','osImage':'Debian'}}}"))
        .isEqualTo(
            "['n','NotReady,SchedulingDisabled','control-plane,worker','<unknown>','v1.34.0','1.2.3.4','<none>','Debian','<unknown>','<unknown>']");
    assertThat(
            cells(
                "Event",
                "{"
                    + META
                    + ",'involvedObject':{'kind':'Pod','name':'p','fieldPath':'spec'},'type':'Normal','reason':'Pulled','message':'done\\n"
                    + "','source':{'component':'kubelet','host':'n'},'firstTimestamp':'2026-03-01T11:00:00Z','lastTimestamp':'2026-03-01T11:59:00Z','count':3}"))
        .isEqualTo("['60s','Normal','Pulled','pod/p','spec','kubelet, n','done','60m',3,'a']");
    assertThat(
            cells(
                "Event",
                "{"
                    + META
                    + ",'involvedObject':{'kind':'Node'},'eventTime':'2026-03-01T11:59:30.000000Z','reportingComponent':'x'}"))
        .isEqualTo("['30s','','','node','','x','','30s',1,'a']");
  }

  @Test
  void smallKinds() {
    assertThat(cells("Namespace", "{" + META + ",'status':{'phase':'Active'}}"))
        .isEqualTo("['a','Active','5m']");
    assertThat(cells("ConfigMap", "{" + META + ",'data':{'x':'1'},'binaryData':{'y':'AA=='}}"))
        .isEqualTo("['a',2,'5m']");
    assertThat(cells("Secret", "{" + META + ",'type':'Opaque','data':{'x':'AA=='}}"))
        .isEqualTo("['a','Opaque',1,'5m']");
    assertThat(cells("ServiceAccount", "{" + META + "}")).isEqualTo("['a',0,'5m']");
    assertThat(cells("Lease", "{" + META + ",'spec':{'holderIdentity':'h'}}"))
        .isEqualTo("['a','h','5m']");
    assertThat(cells("PriorityClass", "{" + META + ",'value':10,'preemptionPolicy':'Never'}"))
        .isEqualTo("['a',10,false,'5m','Never']");
    assertThat(cells("LimitRange", "{" + META + "}")).isEqualTo("['a','2026-03-01T11:55:00Z']");
    assertThat(
            cells(
                "ComponentStatus",
                "{" + META + ",'conditions':[{'type':'Healthy','status':'False','error':'gone'}]}"))
        .isEqualTo("['a','Unhealthy','','gone']");
    assertThat(cells("ComponentStatus", "{" + META + "}")).isEqualTo("['a','Unknown','','']");
  }
}
