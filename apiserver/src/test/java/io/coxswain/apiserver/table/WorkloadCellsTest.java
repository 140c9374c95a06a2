package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Rows.META;
import static io.coxswain.apiserver.table.Rows.NOW;
import static io.coxswain.apiserver.table.Rows.cells;
import static io.coxswain.apiserver.table.Rows.tree;
import static io.coxswain.apiserver.table.Rows.type;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the columns of workloads say. */
class WorkloadCellsTest {
  @Test
  void workloads() {
    var template =
        "'selector':{'matchLabels':{'app':'x'},'matchExpressions':[{'key':'a','operator':'In','values':['2','1']}]},"
            + "'template':{'spec':{'containers':[{'name':'c','image':'i:1'},{'name':'d','image':'j'}]}}";
    assertThat(
            cells(
                "Deployment",
                "{"
                    + META
                    + ",'spec':{'replicas':3,"
                    + template
                    + "},"
                    + "'status':{'readyReplicas':2,'updatedReplicas':3,'availableReplicas':1}}"))
        .isEqualTo("['a','2/3',3,1,'5m','c,d','i:1,j','a in (1,2),app=x']");
    assertThat(
            cells(
                "ReplicaSet",
                "{" + META + ",'spec':{'replicas':3," + template + "},'status':{'replicas':3}}"))
        .isEqualTo("['a',3,3,0,'5m','c,d','i:1,j','a in (1,2),app=x']");
    assertThat(
            cells(
                "StatefulSet",
                "{" + META + ",'spec':{'replicas':1," + template + "},'status':{'replicas':1}}"))
        .isEqualTo("['a','0/1','5m','c,d','i:1,j']");
    assertThat(
            cells(
                "DaemonSet",
                "{" + META + ",'spec':{},'status':{'desiredNumberScheduled':2,'numberReady':1}}"))
        .isEqualTo("['a',2,0,1,0,0,'<none>','5m','','','<none>']");
    assertThat(
            cells(
                "Job",
                "{"
                    + META
                    + ",'spec':{'completions':2},'status':{'succeeded':2,'startTime':'2026-03-01T11:56:00Z',"
                    + "'completionTime':'2026-03-01T11:57:05Z','conditions':[{'type':'Complete','status':'True'}]}}"))
        .startsWith("['a','Complete','2/2','65s','5m'");
    assertThat(
            cells(
                "Job",
                "{"
                    + META
                    + ",'spec':{'parallelism':3},'status':{'startTime':'2026-03-01T11:56:00Z'}}"))
        .startsWith("['a','Running','0/1 of 3','4m','5m'");
    assertThat(
            cells(
                "CronJob",
                "{"
                    + META
                    + ",'spec':{'schedule':'* * * * *','suspend':false},'status':{'active':[{}]}}"))
        .startsWith("['a','* * * * *','<none>','False',1,'<none>','5m'");
    assertThat(
            cells(
                "ControllerRevision",
                "{'metadata':{'name':'a','ownerReferences':[{'apiVersion':'apps/v1','kind':'DaemonSet','name':'d','controller':true}]},'revision':4}"))
        .isEqualTo("['a','daemonset.apps/d',4,'<unknown>']");
  }

  @Test
  void aScaleHasATableOfItsOwn() {
    var scale = tree("{'kind':'Scale'," + META + ",'spec':{'replicas':3},'status':{'replicas':2}}");
    var table = Tables.of(type("Deployment"), scale, IncludeObject.NONE, true, NOW);
    assertThat(table.get("columnDefinitions").findValuesAsString("name"))
        .containsExactly("Name", "Desired", "Available", "Age");
    assertThat(table.at("/rows/0/cells").toString()).isEqualTo("[\"a\",3,2,\"5m\"]");
  }
}
