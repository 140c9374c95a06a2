package io.coxswain.apiserver.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ServiceWritesTest {
  private static final String SERVICES = "/api/v1/namespaces/default/services";

  private final RegistryHarness api = new RegistryHarness();

  @Test
  void clusterAddressesAreGivenAndTakenBack() {
    var service = create("web", "'clusterIP':'10.96.0.10'").isCode(201);
    assertThat(service.body().at("/spec/clusterIPs").toString()).isEqualTo("[\"10.96.0.10\"]");
    assertThat(service.body().at("/spec/ipFamilies").toString()).isEqualTo("[\"IPv4\"]");
    assertThat(service.at("/spec/ipFamilyPolicy")).isEqualTo("SingleStack");
    assertThat(service.at("/spec/ports/0/targetPort")).isEqualTo("80");
    assertThat(service.at("/spec/ports/0/protocol")).isEqualTo("TCP");
    assertThat(service.at("/spec/internalTrafficPolicy")).isEqualTo("Cluster");
    assertThat(service.at("/status/loadBalancer")).isEqualTo("{}");
    create("other", "'clusterIP':'10.96.0.10'")
        .isRefused(
            422,
            "Invalid",
            "Service 'other' is invalid: spec.clusterIPs: Invalid value: ['10.96.0.10']:"
                + " failed to allocate IP 10.96.0.10: provided IP is already allocated");
    create("far", "'clusterIP':'192.168.0.1'")
        .isRefused(
            422,
            "Invalid",
            "Service 'far' is invalid: spec.clusterIPs: Invalid value: ['192.168.0.1']:"
                + " failed to allocate IP 192.168.0.1: the provided IP (192.168.0.1) is not in the"
                + " valid range. The range of valid IPs is 10.96.0.0/12");
    api.delete(SERVICES + "/web").isCode(200);
    create("other", "'clusterIP':'10.96.0.10'").isCode(201);
  }

  @Test
  void dynamicAddressesDiffer() {
    Set<String> addresses = new HashSet<>();
    for (var i = 0; i < 50; i++) {
      addresses.add(create("web-" + i, "'type':'ClusterIP'").isCode(201).at("/spec/clusterIP"));
    }
    assertThat(addresses).hasSize(50).allMatch(address -> address.startsWith("10."));
  }

  @Test
  void nodePortsAreGivenCheckedAndTakenBack() {
    var service = create("web", "'type':'NodePort'").isCode(201);
    assertThat(Integer.parseInt(service.at("/spec/ports/0/nodePort"))).isBetween(30000, 32767);
    assertThat(service.at("/spec/externalTrafficPolicy")).isEqualTo("Cluster");
    var port = "{'port':80,'nodePort':%s}";
    post("a", "'type':'NodePort','ports':[" + port.formatted("31000") + "]").isCode(201);
    post("b", "'type':'NodePort','ports':[" + port.formatted("31000") + "]")
        .isRefused(
            422,
            "Invalid",
            "Service 'b' is invalid: spec.ports[0].nodePort: Invalid value: 31000: provided port is"
                + " already allocated");
    post("b", "'type':'NodePort','ports':[" + port.formatted("80") + "]")
        .isRefused(
            422,
            "Invalid",
            "Service 'b' is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is"
                + " not in the valid range. The range of valid ports is 30000-32767");
    var inward = api.mergePatch(SERVICES + "/a", "{'spec':{'type':'ClusterIP'}}").isCode(200);
    assertThat(inward.body().at("/spec/ports/0").has("nodePort")).isFalse();
    post("b", "'type':'NodePort','ports':[" + port.formatted("31000") + "]").isCode(201);
  }

  @Test
  void updatesKeepWhatWasAllocated() {
    var created = create("web", "'type':'NodePort'");
    var replaced =
        api.put(
                SERVICES + "/web",
                "{'metadata':{'name':'web'},'spec':{'type':'NodePort','selector':{'a':'c'},"
                    + "'ports':[{'port':80}]}}")
            .isCode(200);
    assertThat(replaced.at("/spec/clusterIP")).isEqualTo(created.at("/spec/clusterIP"));
    assertThat(replaced.at("/spec/ports/0/nodePort"))
        .isEqualTo(created.at("/spec/ports/0/nodePort"));
    assertThat(
            api.mergePatch(SERVICES + "/web", "{'spec':{'clusterIP':'10.96.7.7'}}")
                .isCode(422)
                .message())
        .contains("spec.clusterIPs[0]: Invalid value: [")
        .contains("may not change once set");
  }

  @Test
  void headlessAndExternalServicesGetNoAddress() {
    var headless = create("db", "'clusterIP':'None'").isCode(201);
    assertThat(headless.at("/spec/clusterIP")).isEqualTo("None");
    assertThat(headless.at("/spec/clusterIPs")).isEqualTo("[\"None\"]");
    var external = post("ext", "'type':'ExternalName','externalName':'example.com'").isCode(201);
    assertThat(external.body().at("/spec").has("clusterIP")).isFalse();
    var inside =
        api.mergePatch(
                SERVICES + "/ext",
                "{'spec':{'type':'ClusterIP','externalName':null,'ports':[{'port':1}]}}")
            .isCode(200);
    assertThat(inside.at("/spec/clusterIP")).startsWith("10.");
  }

  @Test
  void aServiceChangesItsTypeAsClientsWriteIt() {
    var web = create("web", "'type':'NodePort'").isCode(201);
    var address = web.at("/spec/clusterIP");
    var external = web.body().deepCopy();
    var spec = (ObjectNode) external.path("spec");
    spec.put("type", "ExternalName").put("externalName", "example.com");
    ((ObjectNode) spec.path("ports").path(0)).remove("nodePort");
    var outside = api.put(SERVICES + "/web", external.toString()).isCode(200).body();
    for (var field : List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
      assertThat(outside.path("spec").has(field)).as(field).isFalse();
    }
    create("other", "'clusterIP':'" + address + "'").isCode(201); // it was given back
    ((ObjectNode) outside.path("spec")).put("type", "NodePort").put("externalName", "");
    var inside = api.put(SERVICES + "/web", outside.toString()).isCode(200);
    assertThat(inside.at("/spec/clusterIP")).startsWith("10.").isNotEqualTo(address);
    assertThat(inside.body().at("/spec/ports/0").has("nodePort")).isTrue();
    assertThat(inside.body().path("spec").has("externalName")).isFalse();
  }

  @Test
  void affinityEndsWithItsSettings() {
    var web = create("web", "'sessionAffinity':'ClientIP'").isCode(201);
    assertThat(web.at("/spec/sessionAffinityConfig/clientIP/timeoutSeconds")).isEqualTo("10800");
    var without = web.body().deepCopy();
    ((ObjectNode) without.path("spec")).put("sessionAffinity", "None");
    var updated = api.put(SERVICES + "/web", without.toString()).isCode(200);
    assertThat(updated.body().path("spec").has("sessionAffinityConfig")).isFalse();
  }

  @Test
  void twoFamiliesNeedADualStackCluster() {
    create("web", "'ipFamilyPolicy':'RequireDualStack'")
        .isRefused(
            422,
            "Invalid",
            "Service 'web' is invalid: spec.ipFamilyPolicy: Invalid value: 'RequireDualStack':"
                + " this cluster is not configured for dual-stack services");
    var preferring = create("web", "'ipFamilyPolicy':'PreferDualStack'").isCode(201);
    assertThat(preferring.body().at("/spec/clusterIPs")).hasSize(1);
  }

  @Test
  void whatIsWrongIsNamed() {
    post("web", "'ports':[]")
        .isRefused(422, "Invalid", "Service 'web' is invalid: spec.ports: Required value");
    assertThat(post("1web", "'ports':[{'port':80}]").isCode(422).message())
        .contains("a DNS-1035 label must consist of");
    post("web", "'type':'Nice','ports':[{'port':80}]")
        .isRefused(
            422,
            "Invalid",
            "Service 'web' is invalid: spec.type: Unsupported value: 'Nice': supported values:"
                + " 'ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'");
    post("web", "'ports':[{'port':80},{'port':81}]")
        .isRefused(
            422,
            "Invalid",
            "Service 'web' is invalid: [spec.ports[0].name: Required value, spec.ports[1].name:"
                + " Required value]");
  }

  @Test
  void dryRunsTakeNothing() {
    api.post(
            SERVICES + "?dryRun=All",
            "{'metadata':{'name':'web'},'spec':{'clusterIP':'10.96.0.10','ports':[{'port':80}]}}")
        .isCode(201);
    create("other", "'clusterIP':'10.96.0.10'").isCode(201);
  }

  private RegistryHarness.Answer create(String name, String spec) {
    return post(name, spec + ",'selector':{'a':'b'},'ports':[{'port':80}]");
  }

  private RegistryHarness.Answer post(String name, String spec) {
    return api.post(SERVICES, "{'metadata':{'name':'" + name + "'},'spec':{" + spec + "}}");
  }

  @Test
  void addressesAreIpAddressObjects() {
    var service =
        api.post(
                "/api/v1/namespaces/default/services",
                "{'metadata':{'name':'ip'},'spec':{'ports':[{'port':80}]}}")
            .isCode(201);
    var address = service.at("/spec/clusterIP");
    var object = api.stored("/registry/ipaddresses/" + address);
    assertThat(object.at("/spec/parentRef").toString())
        .isEqualTo("{\"resource\":\"services\",\"namespace\":\"default\",\"name\":\"ip\"}");
    assertThat(object.at("/metadata/uid").asString()).hasSize(36);
    api.delete("/api/v1/namespaces/default/services/ip").isCode(200);
    assertThat(api.stored("/registry/ipaddresses/" + address)).isNull();
  }

  @Test
  void rangesOfReadyObjectsAreUsedToo() {
    var service =
        "{'metadata':{'name':'%s'},'spec':{'ports':[{'port':80}],'clusterIP':'172.30.0.9'}}";
    var services = "/api/v1/namespaces/default/services";
    assertThat(api.post(services, service.formatted("early")).code()).isEqualTo(422);
    var ranges = "/apis/networking.k8s.io/v1/servicecidrs";
    api.post(ranges, "{'metadata':{'name':'more'},'spec':{'cidrs':['172.30.0.0/24']}}").isCode(201);
    assertThat(api.post(services, service.formatted("early")).code()).isEqualTo(422); // not ready
    api.mergePatch(
            ranges + "/more/status",
            "{'status':{'conditions':[{'type':'Ready','status':'True','reason':'','message':'',"
                + "'lastTransitionTime':'2026-01-02T03:04:05Z'}]}}")
        .isCode(200);
    api.post(services, service.formatted("late")).isCode(201);
    assertThat(api.stored("/registry/ipaddresses/172.30.0.9")).isNotNull();
  }

  @Test
  void whatIsNotedOfAddressesIsRepaired() {
    var services = "/api/v1/namespaces/default/services";
    var lost = api.post(services, "{'metadata':{'name':'a'},'spec':{'ports':[{'port':80}]}}");
    var address = lost.isCode(201).at("/spec/clusterIP");
    var claim = api.store.get("/registry/ipaddresses/" + address);
    api.store.delete(claim.key(), claim.modRevision());
    var old =
        RegistryHarness.json(
            "{'metadata':{'name':'10.96.7.7','creationTimestamp':'2025-01-01T00:00:00Z'},"
                + "'spec':{'parentRef':{'resource':'services','namespace':'default','name':'x'}}}");
    api.store.create("/registry/ipaddresses/10.96.7.7", old.getBytes(UTF_8));

    api.registry.repairServices();
    assertThat(api.stored("/registry/ipaddresses/" + address)).isNotNull();
    assertThat(api.stored("/registry/ipaddresses/10.96.7.7")).isNull();
  }
}
