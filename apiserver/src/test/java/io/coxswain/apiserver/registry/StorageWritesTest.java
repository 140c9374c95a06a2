package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import org.junit.jupiter.api.Test;

/** The kinds of storage.k8s.io. */
class StorageWritesTest {
  private static final String STORAGE = "/apis/storage.k8s.io/v1/";

  private final RegistryHarness api = new RegistryHarness();

  @Test
  void classesKeepWhatVolumesWereMadeBy() {
    var classes = STORAGE + "storageclasses";
    var made =
        api.post(classes, "{'metadata':{'name':'fast'},'provisioner':'Example.com/disk'}")
            .isCode(201);
    assertThat(made.at("/reclaimPolicy")).isEqualTo("Delete");
    assertThat(made.at("/volumeBindingMode")).isEqualTo("Immediate");
    api.mergePatch(classes + "/fast", "{'reclaimPolicy':'Retain','parameters':{'a':'b'}}")
        .isRefused(
            422,
            "Invalid",
            "StorageClass.storage.k8s.io 'fast' is invalid: [parameters: Forbidden: updates to"
                + " parameters are forbidden., reclaimPolicy: Forbidden: updates to reclaimPolicy"
                + " are forbidden.]");
    api.mergePatch(classes + "/fast", "{'allowVolumeExpansion':true}").isCode(200);
    api.post(classes, "{'metadata':{'name':'x'},'provisioner':'p','reclaimPolicy':'Recycle'}")
        .isRefused(
            422,
            "Invalid",
            "StorageClass.storage.k8s.io 'x' is invalid: reclaimPolicy: Unsupported value:"
                + " 'Recycle': supported values: 'Delete', 'Retain'");
    api.post(classes, "{'metadata':{'name':'x'}}")
        .isRefused(
            422,
            "Invalid",
            "StorageClass.storage.k8s.io 'x' is invalid: provisioner: Required value");
    var twice =
        "{'metadata':{'name':'x'},'provisioner':'p','allowedTopologies':[{'matchLabelExpressions':"
            + "[{'key':'zone','values':['a','a']},{'key':'zone','values':[]}]}]}";
    assertThat(api.post(classes, twice).isCode(422).message())
        .contains("allowedTopologies[0].matchLabelExpressions[0].values[1]: Duplicate value: \"a\"")
        .contains("allowedTopologies[0].matchLabelExpressions[1].values: Required value")
        .contains("allowedTopologies[0].matchLabelExpressions[1].key: Duplicate value: \"zone\"");
  }

  @Test
  void attributesClassesNeedParameters() {
    var classes = STORAGE + "volumeattributesclasses";
    api.post(classes, "{'metadata':{'name':'gold'},'driverName':'d.example.com'}")
        .isRefused(
            422,
            "Invalid",
            "VolumeAttributesClass.storage.k8s.io 'gold' is invalid: parameters: Required value:"
                + " must contain at least one key/value pair");
    api.post(
            classes,
            "{'metadata':{'name':'gold'},'driverName':'d.example.com','parameters':{'iops':'9'}}")
        .isCode(201);
    api.mergePatch(classes + "/gold", "{'driverName':'e.example.com'}")
        .isRefused(
            422,
            "Invalid",
            "VolumeAttributesClass.storage.k8s.io 'gold' is invalid: driverName: Forbidden: updates"
                + " to driverName are forbidden.");
  }

  @Test
  void driversAreDefaultedAndCountTheirChanges() {
    var drivers = STORAGE + "csidrivers";
    var made = api.post(drivers, "{'metadata':{'name':'d.example.com'}}").isCode(201);
    assertThat(made.body().get("spec"))
        .isEqualTo(
            Json.tree(
                RegistryHarness.json(
                    "{'attachRequired':true,'podInfoOnMount':false,"
                        + "'volumeLifecycleModes':['Persistent'],'storageCapacity':false,"
                        + "'fsGroupPolicy':'ReadWriteOnceWithFSType','requiresRepublish':false,"
                        + "'seLinuxMount':false}")));
    assertThat(made.at("/metadata/generation")).isEmpty();
    assertThat(
            api.mergePatch(drivers + "/d.example.com", "{'spec':{'podInfoOnMount':true}}")
                .isCode(200)
                .at("/metadata/generation"))
        .isEqualTo("1");
    api.mergePatch(drivers + "/d.example.com", "{'spec':{'attachRequired':false}}")
        .isRefused(
            422,
            "Invalid",
            "CSIDriver.storage.k8s.io 'd.example.com' is invalid: spec.attachedRequired: Invalid"
                + " value: false: field is immutable");
    var wrong =
        "{'metadata':{'name':'e'},'spec':{'volumeLifecycleModes':['Often'],'tokenRequests':["
            + "{'audience':'a','expirationSeconds':5},{'audience':'a'}],"
            + "'nodeAllocatableUpdatePeriodSeconds':1}}";
    assertThat(api.post(drivers, wrong).isCode(422).message())
        .contains(
            "spec.volumeLifecycleModes: Unsupported value: \"Often\": supported values:"
                + " \"Persistent\", \"Ephemeral\"")
        .contains(
            "spec.tokenRequests[0].expirationSeconds: Invalid value: 5: may not specify a duration"
                + " less than 10 minutes")
        .contains("spec.tokenRequests[1].audience: Duplicate value: \"a\"")
        .contains(
            "spec.nodeAllocatableUpdatePeriodSeconds: Invalid value: 1: must be greater than or"
                + " equal to 10 seconds");
  }

  @Test
  void nodesKeepTheirDrivers() {
    var nodes = STORAGE + "csinodes";
    var driver = "{'name':'d.example.com','nodeID':'n-1','allocatable':{'count':3}}";
    api.post(nodes, "{'metadata':{'name':'n'},'spec':{'drivers':[" + driver + "]}}").isCode(201);
    api.mergePatch(
            nodes + "/n", "{'spec':{'drivers':[" + driver.replace("'count':3", "'count':0") + "]}}")
        .isCode(200);
    assertThat(
            api.mergePatch(
                    nodes + "/n", "{'spec':{'drivers':[" + driver.replace("n-1", "n-2") + "]}}")
                .isCode(422)
                .message())
        .contains("spec.drivers: Invalid value: {\"Name\":\"d.example.com\",\"NodeID\":\"n-2\"")
        .endsWith("field is immutable");
    api.post(nodes, "{'metadata':{'name':'m'},'spec':{'drivers':[{'name':'d'},{'name':'d'}]}}")
        .isRefused(
            422,
            "Invalid",
            "CSINode.storage.k8s.io 'm' is invalid: [spec.drivers[0].nodeID: Required value,"
                + " spec.drivers[1].nodeID: Required value, spec.drivers[1].name: Duplicate value:"
                + " 'd']");
    assertThat(api.put(nodes + "/n", "{'metadata':{'name':'n'},'spec':{'drivers':[]}}").message())
        .contains("must be specified for an update");
  }

  @Test
  void capacitiesBelongToAClass() {
    var capacities = STORAGE + "namespaces/default/csistoragecapacities";
    api.post(
            capacities,
            "{'metadata':{'name':'c'},'storageClassName':'fast','capacity':'1Gi',"
                + "'nodeTopology':{'matchLabels':{'zone':'a'}}}")
        .isCode(201);
    api.mergePatch(capacities + "/c", "{'capacity':'2Gi'}").isCode(200);
    api.mergePatch(capacities + "/c", "{'storageClassName':'slow'}")
        .isRefused(
            422,
            "Invalid",
            "CSIStorageCapacity.storage.k8s.io 'c' is invalid: storageClassName: Invalid value:"
                + " 'slow': field is immutable");
    assertThat(
            api.post(
                    capacities,
                    "{'metadata':{'name':'d'},'storageClassName':'fast','capacity':'-1'}")
                .isCode(422)
                .message())
        .endsWith("capacity: Invalid value: \"-1\": must be greater than or equal to 0");
  }

  @Test
  void attachmentsHaveAStatusOfTheirOwn() {
    var attachments = STORAGE + "volumeattachments";
    var spec =
        "'spec':{'attacher':'d.example.com','nodeName':'n','source':{'persistentVolumeName':'pv'}}";
    var made =
        api.post(attachments, "{'metadata':{'name':'a'}," + spec + ",'status':{'attached':true}}")
            .isCode(201);
    assertThat(made.body().get("status")).hasToString("{\"attached\":false}");
    var attached =
        api.mergePatch(
                attachments + "/a/status",
                "{'metadata':{'labels':{'x':'y'}},'status':{'attached':true}}")
            .isCode(200);
    assertThat(attached.at("/status/attached")).isEqualTo("true");
    assertThat(attached.at("/metadata/labels")).isEmpty();
    assertThat(
            api.mergePatch(attachments + "/a", "{'spec':{'nodeName':'m'}}").isCode(422).message())
        .endsWith("field is immutable");
    api.mergePatch(attachments + "/a/status", "{'status':{'attachError':{'errorCode':-1}}}")
        .isRefused(
            422,
            "Invalid",
            "VolumeAttachment.storage.k8s.io 'a' is invalid: status.attachError.errorCode: Invalid"
                + " value: -1: must be between 0 and 2147483647, inclusive");
    assertThat(
            api.post(
                    attachments,
                    "{'metadata':{'name':'b'},'spec':{'attacher':'d','nodeName':'n','source':{}}}")
                .isCode(422)
                .message())
        .endsWith(
            "spec.source: Required value: must specify exactly one of inlineVolumeSpec and"
                + " persistentVolumeName");
  }

  @Test
  void whatAClaimIsFilledFromHasAnOldAndANewName() {
    var claims = "/api/v1/namespaces/default/persistentvolumeclaims";
    var spec =
        "'spec':{'accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':'1Gi'}},";
    var snapshot = "{'apiGroup':'snapshot.storage.k8s.io','kind':'VolumeSnapshot','name':'s'}";
    var old =
        api.post(claims, "{'metadata':{'name':'old'}," + spec + "'dataSource':" + snapshot + "}}")
            .isCode(201);
    assertThat(old.at("/spec/dataSourceRef")).isEqualTo(old.at("/spec/dataSource"));
    var newer =
        api.post(
                claims, "{'metadata':{'name':'new'}," + spec + "'dataSourceRef':" + snapshot + "}}")
            .isCode(201);
    assertThat(newer.at("/spec/dataSource")).isEqualTo(newer.at("/spec/dataSourceRef"));
    var other = "{'apiGroup':'example.com','kind':'Backup','name':'b'}";
    var dropped =
        api.post(claims, "{'metadata':{'name':'other'}," + spec + "'dataSource':" + other + "}}")
            .isCode(201);
    assertThat(dropped.at("/spec/dataSource")).isEmpty();
    var across =
        api.post(
                claims,
                "{'metadata':{'name':'across'},"
                    + spec
                    + "'dataSourceRef':{'apiGroup':'example.com','kind':'Backup','name':'b',"
                    + "'namespace':'elsewhere'}}}")
            .isCode(201);
    assertThat(across.at("/spec/dataSourceRef")).isEmpty();
  }

  @Test
  void aVolumeKeepsTheTimeOfItsPhase() {
    var volumes = "/api/v1/persistentvolumes";
    var volume =
        api.post(
                volumes,
                "{'metadata':{'name':'v'},'spec':{'accessModes':['ReadWriteOnce'],"
                    + "'capacity':{'storage':'1Gi'},'hostPath':{'path':'/v'}}}")
            .isCode(201);
    var since = volume.at("/status/lastPhaseTransitionTime");
    assertThat(since).isNotEmpty();
    var same =
        api.mergePatch(
            volumes + "/v/status", "{'status':{'lastPhaseTransitionTime':null,'message':'m'}}");
    assertThat(same.at("/status/lastPhaseTransitionTime")).isEqualTo(since);
    var said =
        api.mergePatch(
            volumes + "/v/status",
            "{'status':{'phase':'Available','lastPhaseTransitionTime':'2020-01-01T00:00:00Z'}}");
    assertThat(said.at("/status/lastPhaseTransitionTime")).isEqualTo("2020-01-01T00:00:00Z");
    var bound = api.mergePatch(volumes + "/v/status", "{'status':{'phase':'Bound'}}");
    assertThat(bound.at("/status/lastPhaseTransitionTime")).isEqualTo(since);
  }
}
