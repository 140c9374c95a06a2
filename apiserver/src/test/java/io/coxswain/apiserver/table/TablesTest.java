package io.coxswain.apiserver.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.discovery.ResourceVerbs;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TablesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String META =
      "'metadata':{'name':'a','creationTimestamp':'2026-03-01T11:55:00Z'}";

  @ParameterizedTest
  @CsvSource({
    "-5,<invalid>",
    "-1,0s",
    "0,0s",
    "119,119s",
    "120,2m",
    "200,3m20s",
    "600,10m",
    "10799,179m",
    "10800,3h",
    "11100,3h5m",
    "28800,8h",
    "172799,47h",
    "172800,2d",
    "183600,2d3h",
    "691200,8d",
    "63071999,729d",
    "63072000,2y",
    "63158400,2y1d",
    "252288000,8y"
  })
  void durationsAreShort(long seconds, String expected) {
    assertThat(HumanDuration.of(Duration.ofSeconds(seconds))).isEqualTo(expected);
  }

  /**
   * The columns of every kind that is listed: a name with its format after a colon, the type where
   * it is not a string, and a plus where wide output alone shows it.
   */
  @Test
  void columnsAreThoseOfUpstream() throws Exception {
    try (var golden = getClass().getResourceAsStream("columns.txt")) {
      assertThat(golden).isNotNull();
      var expected = new String(golden.readAllBytes(), UTF_8).lines().toList();
      var listed =
          Kinds.builtIn().all().stream()
              .filter(type -> !type.plural().isEmpty() && ResourceVerbs.of(type).contains("list"))
              .map(type -> type.groupResource() + " " + columns(type))
              .distinct()
              .sorted()
              .toList();
      assertThat(listed).isEqualTo(expected);
    }
  }

  private static String columns(ResourceType type) {
    var empty = tree("{'metadata':{'name':'a'}}");
    return Tables.of(type, empty, IncludeObject.NONE, true, NOW)
        .get("columnDefinitions")
        .valueStream()
        .map(
            column -> {
              var kind = column.path("type").asString();
              return column.path("name").asString()
                  + column.path("format").asString().replace("name", ":")
                  + (kind.equals("string") ? "" : "=" + kind)
                  + (column.path("priority").asInt() == 0 ? "" : "+");
            })
        .collect(Collectors.joining("|"));
  }

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
  void servicesAndWhatIsBehindThem() {
    assertThat(
            cells(
                "Service",
                "{"
                    + META
                    + ",'spec':{'type':'NodePort','clusterIPs':['10.96.0.1'],'selector':{'b':'2','a':'1'},"
                    + "'ports':[{'port':80,'nodePort':30080,'protocol':'TCP'},{'port':53,'protocol':'UDP'}]}}"))
        .isEqualTo("['a','NodePort','10.96.0.1','<none>','80:30080/TCP,53/UDP','5m','a=1,b=2']");
    assertThat(
            cells(
                "Service",
                "{" + META + ",'spec':{'type':'LoadBalancer','clusterIPs':['10.96.0.2']}}"))
        .isEqualTo("['a','LoadBalancer','10.96.0.2','<pending>','<none>','5m','<none>']");
    assertThat(
            cells(
                "Endpoints",
                "{"
                    + META
                    + ",'subsets':[{'addresses':[{'ip':'10.0.0.1'},{'ip':'fd::1'}],'ports':[{'port':80},{'port':81}]}]}"))
        .isEqualTo("['a','10.0.0.1:80,[fd::1]:80,10.0.0.1:81 + 1 more...','5m']");
    assertThat(cells("Endpoints", "{" + META + "}")).isEqualTo("['a','<none>','5m']");
    assertThat(
            cells(
                "EndpointSlice",
                "{"
                    + META
                    + ",'addressType':'IPv4','ports':[{'port':80}],'endpoints':[{'addresses':['10.0.0.1']}]}"))
        .isEqualTo("['a','IPv4','80','10.0.0.1','5m']");
  }

  @Test
  void whatHasNoAddressIsShownAsUpstreamDoes() {
    assertThat(cells("Endpoints", "{" + META + ",'subsets':[{'notReadyAddresses':[{}]}]}"))
        .isEqualTo("['a','','5m']");
    assertThat(
            cells(
                "EndpointSlice",
                "{" + META + ",'addressType':'IPv4','ports':[{'name':'http'},{}],'endpoints':[]}"))
        .isEqualTo("['a','IPv4','http,*','<unset>','5m']");
    assertThat(
            cells(
                "IPAddress",
                "{"
                    + META
                    + ",'spec':{'parentRef':{'resource':'services','namespace':'n','name':'s'}}}"))
        .isEqualTo("['a','services/n/s']");
  }

  @Test
  void ingressesShowThreeHostsAndCountRules() {
    var ingress =
        "{"
            + META
            + ",'spec':{'ingressClassName':'','rules':[{'host':'x'},{},{'host':'y'},{'host':'z'}%s]},"
            + "'status':{'loadBalancer':{'ingress':[{'ip':'10.0.0.2'},{'hostname':'b'},{'ip':'10.0.0.1'}]}}}";
    assertThat(cells("Ingress", ingress.formatted("")))
        .isEqualTo("['a','','x,y,z','10.0.0.1,10.0.0.2,b','80','5m']");
    assertThat(cells("Ingress", ingress.formatted(",{}")))
        .isEqualTo("['a','','x,y,z + 2 more...','10.0.0.1,10.0.0.2,b','80','5m']");
  }

  @Test
  void aScaleHasATableOfItsOwn() {
    var scale = tree("{'kind':'Scale'," + META + ",'spec':{'replicas':3},'status':{'replicas':2}}");
    var table = Tables.of(type("Deployment"), scale, IncludeObject.NONE, true, NOW);
    assertThat(table.get("columnDefinitions").findValuesAsString("name"))
        .containsExactly("Name", "Desired", "Available", "Age");
    assertThat(table.at("/rows/0/cells").toString()).isEqualTo("[\"a\",3,2,\"5m\"]");
  }

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

  @Test
  void storage() {
    assertThat(
            cells(
                "PersistentVolume",
                "{"
                    + META
                    + ",'spec':{'capacity':{'storage':'1024Mi'},'accessModes':['ReadWriteMany','ReadWriteOnce'],"
                    + "'persistentVolumeReclaimPolicy':'Retain','claimRef':{'namespace':'n','name':'c'},'storageClassName':'s','volumeMode':'Filesystem'},'status':{'phase':'Bound'}}"))
        .isEqualTo(
            "['a','1Gi','RWO,RWX','Retain','Bound','n/c','s','<unset>','','5m','Filesystem']");
    assertThat(
            cells(
                "PersistentVolumeClaim",
                "{" + META + ",'spec':{'storageClassName':'s'},'status':{'phase':'Pending'}}"))
        .isEqualTo("['a','Pending','','','','s','<unset>','5m','<unset>']");
    assertThat(
            cells(
                "StorageClass",
                "{'metadata':{'name':'a','annotations':{'storageclass.kubernetes.io/is-default-class':'true'}},'provisioner':'p'}"))
        .isEqualTo("['a (default)','p','Delete','Immediate',false,'<unknown>']");
  }

  @Test
  void driversAndWhatTheyDo() {
    assertThat(
            cells(
                "CSIDriver",
                "{"
                    + META
                    + ",'spec':{'attachRequired':false,'volumeLifecycleModes':['Persistent','Ephemeral'],"
                    + "'tokenRequests':[{'audience':'x'},{'audience':'y'}]}}"))
        .isEqualTo("['a',false,false,false,'x,y',false,'Persistent,Ephemeral','5m']");
    assertThat(cells("CSINode", "{" + META + ",'spec':{'drivers':[{'name':'d'}]}}"))
        .isEqualTo("['a',1,'5m']");
    assertThat(
            cells(
                "CSIStorageCapacity",
                "{" + META + ",'storageClassName':'fast','capacity':'1024Mi'}"))
        .isEqualTo("['a','fast','1Gi']");
    assertThat(
            cells(
                "VolumeAttachment",
                "{"
                    + META
                    + ",'spec':{'attacher':'d','nodeName':'n','source':{'persistentVolumeName':'p'}},"
                    + "'status':{'attached':true}}"))
        .isEqualTo("['a','d','p','n',true,'5m']");
    assertThat(cells("VolumeAttributesClass", "{" + META + ",'driverName':'d'}"))
        .isEqualTo("['a','d','5m']");
    assertThat(
            cells(
                "VolumeAttributesClass",
                "{'metadata':{'name':'a','annotations':{"
                    + "'volumeattributesclass.alpha.kubernetes.io/is-default-class':'true'}},'driverName':'d'}"))
        .isEqualTo("['a (default)','d','<unknown>']");
  }

  @Test
  void extensionsOfTheServer() {
    assertThat(cells("MutatingWebhookConfiguration", "{" + META + ",'webhooks':[{'name':'x'}]}"))
        .isEqualTo("['a',1,'5m']");
    assertThat(
            cells(
                "ValidatingAdmissionPolicy",
                "{"
                    + META
                    + ",'spec':{'validations':[{},{}],'paramKind':{'apiVersion':'v1','kind':'K'}}}"))
        .isEqualTo("['a',2,'v1/K','5m']");
    assertThat(
            cells(
                "ValidatingAdmissionPolicyBinding",
                "{" + META + ",'spec':{'policyName':'p','paramRef':{'name':'x','namespace':'n'}}}"))
        .isEqualTo("['a','p','n/x','5m']");
    var binding = "{" + META + ",'spec':{'policyName':'p','paramRef':{%s}}}";
    assertThat(cells("ValidatingAdmissionPolicyBinding", binding.formatted("'name':'x'")))
        .isEqualTo("['a','p','*/x','5m']");
    assertThat(
            cells(
                "ValidatingAdmissionPolicyBinding",
                binding.formatted(
                    "'selector':{'matchLabels':{'k':'v'},'matchExpressions':[{'key':'e','operator':'In','values':['1','2']}]}")))
        .isEqualTo(
            "['a','p','&LabelSelector{MatchLabels:map[string]string{k: v,},MatchExpressions:[]LabelSelectorRequirement{"
                + "LabelSelectorRequirement{Key:e,Operator:In,Values:[1 2],},},}','5m']");
    assertThat(
            cells(
                "APIService",
                "{"
                    + META
                    + ",'spec':{'service':{'namespace':'n','name':'s'}},'status':{'conditions':["
                    + "{'type':'Available','status':'False','reason':'ServiceNotFound'}]}}"))
        .isEqualTo("['a','n/s','False (ServiceNotFound)','5m']");
    assertThat(cells("APIService", "{" + META + ",'spec':{}}"))
        .isEqualTo("['a','Local','Unknown','5m']");
  }

  @Test
  void flowControlShowsLimitsAndWhatIsMissing() {
    assertThat(
            cells(
                "PriorityLevelConfiguration",
                "{'metadata':{'name':'exempt'},'spec':{'type':'Exempt','exempt':{}}}"))
        .isEqualTo("['exempt','Exempt','<none>','<none>','<none>','<none>','<unknown>']");
    assertThat(
            cells(
                "PriorityLevelConfiguration",
                "{'metadata':{'name':'system'},'spec':{'type':'Limited','limited':{"
                    + "'nominalConcurrencyShares':30,'limitResponse':{'type':'Queue','queuing':{"
                    + "'queues':64,'handSize':6,'queueLengthLimit':50}}}}}"))
        .isEqualTo("['system','Limited',30,64,6,50,'<unknown>']");
    var schema =
        "{'metadata':{'name':'a'},'spec':{'priorityLevelConfiguration':{'name':'l'},"
            + "'matchingPrecedence':7},'status':{'conditions':[%s]}}";
    assertThat(cells("FlowSchema", schema.formatted("{'type':'Dangling','status':'True'}")))
        .isEqualTo("['a','l',7,'<none>','<unknown>','True']");
    assertThat(cells("FlowSchema", schema.formatted("")))
        .isEqualTo("['a','l',7,'<none>','<unknown>','?']");
    var list =
        tree(
            "{'kind':'FlowSchemaList','items':[{'metadata':{'name':'c'},'spec':{'matchingPrecedence':9}},"
                + "{'metadata':{'name':'b'},'spec':{'matchingPrecedence':1}},"
                + "{'metadata':{'name':'a'},'spec':{'matchingPrecedence':9}}]}");
    assertThat(
            Tables.of(type("FlowSchema"), list, IncludeObject.NONE, true, NOW)
                .get("rows")
                .valueStream()
                .map(row -> row.at("/cells/0").asString()))
        .containsExactly("b", "a", "c");
  }

  @Test
  void devices() {
    assertThat(cells("ResourceClaim", "{" + META + "}")).isEqualTo("['a','pending','5m']");
    assertThat(
            cells(
                "ResourceClaim",
                "{" + META + ",'status':{'allocation':{},'reservedFor':[{'uid':'u'}]}}"))
        .isEqualTo("['a','allocated,reserved','5m']");
    assertThat(
            cells(
                "ResourceSlice",
                "{" + META + ",'spec':{'nodeName':'n','driver':'d','pool':{'name':'p'}}}"))
        .isEqualTo("['a','n','d','p','5m']");
    assertThat(cells("DeviceClass", "{" + META + "}")).isEqualTo("['a','5m']");
  }

  @Test
  void aListBecomesOneTable() {
    var list =
        tree(
            "{'kind':'PodList','metadata':{'resourceVersion':'7','continue':'x','remainingItemCount':3},"
                + "'items':[{"
                + META
                + "},{"
                + META
                + "}]}");
    var table = Tables.of(type("Pod"), list, IncludeObject.METADATA, true, NOW);
    assertThat(table.get("metadata"))
        .hasToString("{\"resourceVersion\":\"7\",\"continue\":\"x\",\"remainingItemCount\":3}");
    assertThat(table.get("rows").size()).isEqualTo(2);
    assertThat(table.at("/rows/1/object/kind").asString()).isEqualTo("PartialObjectMetadata");
    assertThat(table.at("/rows/1/object/metadata/name").asString()).isEqualTo("a");
    assertThat(table.get("columnDefinitions").findValuesAsString("name"))
        .containsExactly(
            "Name",
            "Ready",
            "Status",
            "Restarts",
            "Age",
            "IP",
            "Node",
            "Nominated Node",
            "Readiness Gates");
    assertThat(table.at("/columnDefinitions/0/format").asString()).isEqualTo("name");
    assertThat(table.at("/columnDefinitions/5/priority").asInt()).isEqualTo(1);
    assertThat(PartialObjects.of(list).at("/items/0/metadata/name").asString()).isEqualTo("a");
  }

  @Test
  void rowsCarryWhatWasAskedFor() {
    var pod = tree("{'kind':'Pod'," + META + ",'spec':{'containers':[]}}");
    assertThat(Tables.of(type("Pod"), pod, IncludeObject.OBJECT, false, NOW).at("/rows/0/object"))
        .isEqualTo(pod);
    assertThat(
            Tables.of(type("Pod"), pod, IncludeObject.NONE, false, NOW).at("/rows/0").has("object"))
        .isFalse();
    assertThat(
            Tables.of(type("Pod"), pod, IncludeObject.NONE, false, NOW)
                .get("columnDefinitions")
                .isEmpty())
        .isTrue();
    assertThat(IncludeObject.parse("Object")).contains(IncludeObject.OBJECT);
    assertThat(IncludeObject.parse(null)).contains(IncludeObject.METADATA);
    assertThat(IncludeObject.parse("Everything")).isEmpty();
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

  private static String cells(String kind, String object) {
    var table = table(kind, object);
    assertThat(table.at("/rows/0/cells").size()).isEqualTo(table.get("columnDefinitions").size());
    return table.at("/rows/0/cells").toString().replace('"', '\'');
  }

  private static JsonNode table(String kind, String object) {
    return Tables.of(type(kind), tree(object), IncludeObject.NONE, true, NOW);
  }

  private static ResourceType type(String kind) {
    return Kinds.builtIn().all().stream()
        .filter(type -> type.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode tree(String text) {
    return Json.tree(text.replace('\'', '"'));
  }
}
