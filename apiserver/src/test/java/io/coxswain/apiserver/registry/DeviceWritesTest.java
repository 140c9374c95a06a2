package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import org.junit.jupiter.api.Test;

/** The kinds of resource.k8s.io. */
class DeviceWritesTest {
  private static final String RESOURCE = "/apis/resource.k8s.io/v1/";
  private static final String CLAIMS = RESOURCE + "namespaces/default/resourceclaims";
  private static final String SLICES = RESOURCE + "resourceslices";
  private static final String CLAIM =
      "{'metadata':{'name':'c'},'spec':{'devices':{'requests':[{'name':'gpu','exactly':"
          + "{'deviceClassName':'gpu.example.com'}}]}}}";
  private static final String SLICE =
      "{'metadata':{'name':'s'},'spec':{'driver':'d.example.com','nodeName':'n',"
          + "'pool':{'name':'n','generation':1,'resourceSliceCount':1},'devices':[{'name':'a',"
          + "'attributes':{'model':{'string':''},'d.example.com/v':{'version':'1.2.3-rc.1+b'}},"
          + "'capacity':{'memory':{'value':'8Gi'}}}]}}";

  private final RegistryHarness api = new RegistryHarness();

  @Test
  void claimsAskForOneDeviceUnlessTheySayOtherwise() {
    var made = api.post(CLAIMS, CLAIM).isCode(201);
    assertThat(made.body().at("/spec/devices/requests/0/exactly"))
        .isEqualTo(
            Json.tree(
                RegistryHarness.json(
                    "{'deviceClassName':'gpu.example.com','allocationMode':'ExactCount',"
                        + "'count':1}")));
    assertThat(made.at("/status")).isEqualTo("{}");
    assertThat(made.at("/metadata/generation")).isEmpty();
    assertThat(
            api.mergePatch(CLAIMS + "/c", "{'spec':{'devices':{'requests':null}}}")
                .isCode(422)
                .message())
        .endsWith("field is immutable");
  }

  @Test
  void whatAGateHoldsBackIsDropped() {
    var made =
        api.post(
                CLAIMS,
                CLAIM.replace(
                    "'gpu.example.com'",
                    "'gpu.example.com','tolerations':[{'operator':'Exists'}],"
                        + "'capacity':{'requests':{'memory':'1Gi'}}"))
            .isCode(201);
    assertThat(made.body().at("/spec/devices/requests/0/exactly").propertyNames())
        .containsExactly("deviceClassName", "allocationMode", "count");
    var slice =
        api.post(SLICES, SLICE.replace("'name':'a'", "'name':'a','allNodes':true,'taints':[]"))
            .isCode(201);
    assertThat(slice.body().at("/spec/devices/0").has("allNodes")).isFalse();
  }

  @Test
  void requestsAreOfOneSort() {
    refused(
        CLAIM.replace("'exactly':{'deviceClassName':'gpu.example.com'}", "'firstAvailable':[]"),
        "spec.devices.requests[0]: Required value: exactly one of `exactly` or `firstAvailable` is"
            + " required");
    refused(
        CLAIM.replace(
            "'exactly'", "'firstAvailable':[{'name':'x','deviceClassName':'y'}],'exactly'"),
        "spec.devices.requests[0]: Invalid value: null: exactly one of `exactly` or"
            + " `firstAvailable` is required, but multiple fields are set");
    refused(
        CLAIM.replace("'gpu.example.com'", "'gpu.example.com','allocationMode':'All','count':2"),
        "spec.devices.requests[0].exactly.count: Invalid value: 2: must not be specified when"
            + " allocationMode is 'All'");
    refused(
        CLAIM.replace("'gpu.example.com'", "'gpu.example.com','count':-1"),
        "spec.devices.requests[0].exactly.count: Invalid value: -1: must be greater than zero");
    refused(
        CLAIM.replace("}]}}}", "}],'constraints':[{'requests':['cpu'],'matchAttribute':'a'}]}}}"),
        "[spec.devices.constraints[0].requests[0]: Invalid value: 'cpu': must be the name of a"
            + " request in the claim or the name of a request and a subrequest separated by '/',"
            + " spec.devices.constraints[0].matchAttribute: Invalid value: 'a': must include a"
            + " domain]");
    refused(
        CLAIM.replace("}]}}}", "}],'config':[{'opaque':{'driver':'d','parameters':7}}]}}}"),
        "spec.devices.config[0].opaque.parameters: Invalid value: '<value omitted>': must be a"
            + " valid JSON object");
  }

  private void refused(String claim, String message) {
    assertThat(api.post(CLAIMS, claim).isCode(422).message().replace('"', '\''))
        .isEqualTo("ResourceClaim.resource.k8s.io 'c' is invalid: " + message);
  }

  @Test
  void claimsAreReservedOnceTheyAreAllocated() {
    api.post(CLAIMS, CLAIM).isCode(201);
    var reserved = "'reservedFor':[{'resource':'pods','name':'p','uid':'u'}]";
    assertThat(
            api.mergePatch(CLAIMS + "/c/status", "{'status':{" + reserved + "}}")
                .isCode(422)
                .message())
        .endsWith(
            "status.reservedFor: Forbidden: may not be specified when `allocated` is not set");
    var result = "{'request':'gpu','driver':'d.example.com','pool':'n','device':'a'}";
    var allocation = "'allocation':{'devices':{'results':[" + result + "]}}";
    api.mergePatch(
            CLAIMS + "/c/status", "{'status':{" + allocation.replace("'gpu'", "'cpu'") + "}}")
        .isCode(422);
    var made =
        api.mergePatch(CLAIMS + "/c/status", "{'status':{" + allocation + "," + reserved + "}}")
            .isCode(200);
    assertThat(made.at("/status/reservedFor/0/uid")).isEqualTo("u");
    assertThat(
            api.mergePatch(
                    CLAIMS + "/c/status", "{'status':{" + allocation.replace("'a'", "'b'") + "}}")
                .isCode(422)
                .message())
        .endsWith("field is immutable");
    var device = "{'driver':'d.example.com','pool':'n','device':'a'}";
    api.mergePatch(CLAIMS + "/c/status", "{'status':{'devices':[" + device + "]}}").isCode(200);
    assertThat(
            api.mergePatch(
                    CLAIMS + "/c/status",
                    "{'status':{'devices':[" + device.replace("'a'", "'b'") + "]}}")
                .isCode(422)
                .message())
        .endsWith("must be an allocated device in the claim");
  }

  @Test
  void templatesAndClassesAreCheckedLikeClaims() {
    var templates = RESOURCE + "namespaces/default/resourceclaimtemplates";
    var made =
        api.post(
                templates,
                "{'metadata':{'name':'t'},'spec':{'metadata':{'labels':{'a':'b'}},'spec':{'devices':"
                    + "{'requests':[{'name':'r','firstAvailable':[{'name':'x',"
                    + "'deviceClassName':'y'}]}]}}}}")
            .isCode(201);
    assertThat(made.at("/spec/spec/devices/requests/0/firstAvailable/0/count")).isEqualTo("1");
    assertThat(
            api.mergePatch(templates + "/t", "{'spec':{'metadata':{'labels':null}}}")
                .isCode(422)
                .message())
        .endsWith("field is immutable");
    var classes = RESOURCE + "deviceclasses";
    var gpu =
        api.post(
                classes,
                "{'metadata':{'name':'gpu'},'spec':{'selectors':[{'cel':{'expression':"
                    + "'device.driver == \\'d\\''}}],'extendedResourceName':'example.com/gpu'}}")
            .isCode(201);
    assertThat(gpu.body().get("spec").has("extendedResourceName")).isFalse();
    assertThat(gpu.at("/metadata/generation")).isEqualTo("1");
    api.post(classes, "{'metadata':{'name':'x'},'spec':{'selectors':[{}],'config':[{}]}}")
        .isRefused(
            422,
            "Invalid",
            "DeviceClass.resource.k8s.io 'x' is invalid: [spec.selectors[0].cel: Required value,"
                + " spec.config[0].opaque: Required value]");
  }

  @Test
  void slicesSayWhereTheirDevicesAre() {
    var made = api.post(SLICES, SLICE).isCode(201);
    assertThat(made.body().at("/spec/devices/0/attributes/model/string").stringValue()).isEmpty();
    assertThat(api.mergePatch(SLICES + "/s", "{'spec':{'nodeName':'m'}}").isCode(422).message())
        .endsWith("spec.nodeName: Invalid value: \"m\": field is immutable");
    assertThat(
            api.mergePatch(SLICES + "/s", "{'spec':{'pool':{'generation':2}}}")
                .isCode(200)
                .at("/metadata/generation"))
        .isEqualTo("2");
    var wrong =
        SLICE
            .replace("'name':'s'", "'name':'t'")
            .replace("'nodeName':'n',", "'allNodes':false,")
            .replace("1.2.3-rc.1+b", "1.2")
            .replace("'string':''", "'string':'x','int':1")
            .replace("'resourceSliceCount':1", "'resourceSliceCount':0");
    assertThat(api.post(SLICES, wrong).isCode(422).message())
        .contains("spec.allNodes: Invalid value: false: must be either unset or set to true")
        .contains(
            "spec: Required value: exactly one of `nodeName`, `nodeSelector`, `allNodes`,"
                + " `perDeviceNodeSelection` is required")
        .contains(
            "spec.devices[0].attributes[d.example.com/v].version: Invalid value: \"1.2\": must be a"
                + " string compatible with semver.org spec 2.0.0")
        .contains("exactly one value must be specified")
        .contains("spec.pool.resourceSliceCount: Invalid value: 0: must be greater than zero");
  }
}
