package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.schema.Kinds;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points in which clients tell servers apart: names, locks, preconditions, strictness. */
class WriteSemanticsTest {
  private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String JOBS = "/apis/batch/v1/namespaces/default/jobs";
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String JOB =
      "{'metadata':{'name':'%s'},'spec':{'template':{'spec':{'restartPolicy':'Never',"
          + "'containers':[{'name':'c','image':'x'}]}}}}";
  private static final String POD =
      "{'metadata':{'name':'web'},'spec':{'containers':[{'name':'c','image':'x','resources':"
          + "{'requests':{'cpu':'100m','memory':'1Gi'},'limits':{'memory':'2Gi'}}}]}}";

  private final RegistryHarness api = new RegistryHarness();

  @Test
  void aGeneratedNameThatIsTakenIsDrawnAgain() {
    var first = new RegistryHarness(new Random(3));
    var name = first.post(CONFIG_MAPS, "{'metadata':{'generateName':'a-'}}").at("/metadata/name");
    var second = new RegistryHarness(new Random(3));
    second.store.create("/registry/configmaps/default/" + name, new byte[] {'{', '}'});
    var other =
        second
            .post(CONFIG_MAPS, "{'metadata':{'generateName':'a-'}}")
            .isCode(201)
            .at("/metadata/name");
    assertThat(other).startsWith("a-").isNotEqualTo(name);
  }

  @Test
  void whereAllNamesAreTakenTheClientMayTryAgain() {
    var same = new RegistryHarness(() -> LongStream.of(0).findFirst().orElseThrow());
    var made = same.post(CONFIG_MAPS, "{'metadata':{'generateName':'a-'}}").isCode(201);
    var name = made.at("/metadata/name");
    var refused = same.post(CONFIG_MAPS, "{'metadata':{'generateName':'a-'}}");
    refused.isRefused(
        409,
        "AlreadyExists",
        "configmaps '"
            + name
            + "' already exists, the server was not able to generate a unique name for the object");
    assertThat(refused.at("/details/retryAfterSeconds")).isEqualTo("1");
  }

  @Test
  void anotherObjectOfTheSameNameIsNotUpdated() {
    var uid = api.post(CONFIG_MAPS, "{'metadata':{'name':'a'}}").at("/metadata/uid");
    api.put(CONFIG_MAPS + "/a", "{'metadata':{'name':'a','uid':'other'}}")
        .isRefused(
            409,
            "Conflict",
            "Operation cannot be fulfilled on configmaps 'a': StorageError: invalid object, Code:"
                + " 4, Key: /registry/configmaps/default/a, ResourceVersion: 0,"
                + " AdditionalErrorMsg: Precondition failed: UID in precondition: other, UID in"
                + " object meta: "
                + uid);
  }

  @Test
  void theseKindsAreCreatedByPut() {
    var createdByPut =
        Kinds.builtIn().all().stream()
            .filter(type -> !type.plural().isEmpty())
            .filter(type -> new Strategies(BuiltInStrategies.ALL).of(type).createsOnUpdate())
            .map(type -> type.groupResource())
            .toList();
    assertThat(createdByPut)
        .contains("services", "endpoints", "events", "leases.coordination.k8s.io")
        .doesNotContain("pods", "configmaps", "secrets", "nodes", "deployments.apps");
    api.put(CONFIG_MAPS + "/new", "{'metadata':{'name':'new'}}").isCode(404);
  }

  @Test
  void theseKindsNeedAVersionToBeUpdated() {
    var strategies = new Strategies(BuiltInStrategies.ALL);
    for (var resource :
        List.of(
            "leases.coordination.k8s.io",
            "csinodes.storage.k8s.io",
            "csidrivers.storage.k8s.io",
            "volumeattachments.storage.k8s.io",
            "apiservices.apiregistration.k8s.io",
            "validatingwebhookconfigurations.admissionregistration.k8s.io")) {
      var type =
          Kinds.builtIn().all().stream()
              .filter(kind -> kind.groupResource().equals(resource))
              .findFirst()
              .orElseThrow();
      assertThat(strategies.of(type).updatesUnconditionally()).as(resource).isFalse();
    }
  }

  @Test
  void keysSetTwiceInYamlAreToldByLine() {
    var yaml =
        """
        metadata:
          name: %s
        data:
          a: "1"
          a: "2"
        dat: {}
        data:
          b: "3"
        dat: {}
        """;
    assertThat(
            api.send("POST", CONFIG_MAPS, yaml.formatted("w"), "application/yaml")
                .isCode(201)
                .warnings())
        .containsExactly(
            "line 5: key \"a\" already set in map",
            "line 7: key \"data\" already set in map",
            "line 9: key \"dat\" already set in map",
            "unknown field \"dat\"");
    assertThat(
            api.send(
                    "POST",
                    CONFIG_MAPS + "?fieldValidation=Strict",
                    yaml.formatted("s"),
                    "application/yaml")
                .isCode(400)
                .message())
        .isEqualTo(
            "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error:"
                + " yaml: unmarshal errors:\n  line 5: key \"a\" already set in map\n  line 7: key"
                + " \"data\" already set in map\n  line 9: key \"dat\" already set in map, unknown"
                + " field \"dat\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          application/merge-patch+json | {'data':{'a':'1','a':'2'},'dat':{}} | duplicate field "data.a", unknown field "dat"
          application/strategic-merge-patch+json | {'data':{'a':'1','a':'2'},'dat':{}} | duplicate field "data.a", unknown field "dat"
          application/json-patch+json | [{'op':'add','op':'add','path':'/data','value':{'a':'2'},'x':1}] | json patch duplicate field "[0].op", json patch unknown field "[0].x"
          """)
  void patchesAreReadStrictly(String mediaType, String patch, String errors) {
    api.post(CONFIG_MAPS, "{'metadata':{'name':'p'}}").isCode(201);
    var body = patch.replace('\'', '"');
    var warned = api.send("PATCH", CONFIG_MAPS + "/p", body, mediaType).isCode(200);
    assertThat(String.join(", ", warned.warnings())).isEqualTo(errors);
    var refused =
        api.send("PATCH", CONFIG_MAPS + "/p?fieldValidation=Strict", body, mediaType).isCode(422);
    assertThat(refused.message())
        .startsWith(" \"\" is invalid: patch: Invalid value: ")
        .endsWith(": strict decoding error: " + errors);
    var ignored = api.send("PATCH", CONFIG_MAPS + "/p?fieldValidation=Ignore", body, mediaType);
    assertThat(ignored.isCode(200).warnings()).isEmpty();
  }

  @Test
  void jobsLeaveTheirPodsBehindUnlessAsked() {
    api.post(JOBS, JOB.formatted("a")).isCode(201);
    assertThat(api.delete(JOBS + "/a").isCode(200).body().at("/metadata/finalizers"))
        .hasToString("[\"orphan\"]");
    api.post(JOBS, JOB.formatted("b")).isCode(201);
    api.delete(JOBS + "/b?propagationPolicy=Background").isCode(200);
    assertThat(api.stored("/registry/jobs/default/b")).isNull();
  }

  @Test
  void collectionsAreDeletedByKnownFieldsOnly() {
    api.post(CONFIG_MAPS, "{'metadata':{'name':'a'}}").isCode(201);
    assertThat(api.delete(CONFIG_MAPS + "?fieldSelector=data.k=v").isCode(400).message())
        .contains("data.k");
    assertThat(api.stored("/registry/configmaps/default/a")).isNotNull();
  }

  @Test
  void unboundPodsGoAtOnceAndBoundOnesAreGivenTime() {
    api.post(PODS, POD).isCode(201);
    api.delete(PODS + "/web").isCode(200);
    assertThat(api.stored("/registry/pods/default/web")).isNull();
    api.post(PODS, POD.replace("'spec':{", "'spec':{'nodeName':'n',")).isCode(201);
    var marked = api.delete(PODS + "/web").isCode(200);
    assertThat(marked.at("/metadata/deletionGracePeriodSeconds")).isEqualTo("30");
    assertThat(marked.at("/metadata/deletionTimestamp")).isEqualTo("2026-01-02T03:04:35Z");
    assertThat(
            api.delete(PODS + "/web?gracePeriodSeconds=40")
                .at("/metadata/deletionGracePeriodSeconds"))
        .isEqualTo("30");
    assertThat(
            api.delete(PODS + "/web?gracePeriodSeconds=5")
                .at("/metadata/deletionGracePeriodSeconds"))
        .isEqualTo("5");
    api.delete(PODS + "/web?gracePeriodSeconds=0").isCode(200);
    assertThat(api.stored("/registry/pods/default/web")).isNull();
  }

  @Test
  void podsAreResizedWithinTheirQualityOfService() {
    api.post(PODS, POD).isCode(201);
    var resized = resize("'requests':{'cpu':'200m'}").isCode(200);
    assertThat(resized.at("/spec/containers/0/resources/requests/cpu")).isEqualTo("200m");
    assertThat(resized.at("/spec/containers/0/image")).isEqualTo("x");
    assertThat(resized.at("/metadata/generation")).isEqualTo("2");
    assertThat(resize("'limits':{'memory':null}").isCode(422).message())
        .endsWith("Forbidden: resource limits cannot be removed");
    resize("'requests':{'cpu':'1','memory':'2Gi'},'limits':{'cpu':'1'}")
        .isRefused(
            422,
            "Invalid",
            "Pod 'web' is invalid: spec: Invalid value: 'Burstable': Pod QOS Class may not change"
                + " as a result of resizing");
    assertThat(resize("'requests':{'example.com/gpu':'1'}").isCode(422).message())
        .contains("only cpu and memory resources are mutable");
  }

  private RegistryHarness.Answer resize(String resources) {
    return api.patch(
        PODS + "/web/resize",
        Patch.STRATEGIC_MERGE_PATCH,
        "{'spec':{'containers':[{'name':'c','resources':{" + resources + "}}]}}");
  }
}
