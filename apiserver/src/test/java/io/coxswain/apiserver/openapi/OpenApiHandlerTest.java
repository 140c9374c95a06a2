package io.coxswain.apiserver.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.custom.Definitions;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse.BytesResponse;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiHandlerTest {
  private static final String OLD_KUBECTL =
      "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

  private final OpenApiHandler openApi = new OpenApiHandler(Kinds::builtIn, "v1.34.0");

  @Test
  void theIndexNamesEachDocumentByItsContent() {
    var paths = json("/openapi/v3").get("paths");
    assertThat(paths.propertyNames())
        .startsWith("api", "api/v1", "apis", "apis/admissionregistration.k8s.io")
        .contains("apis/apps", "apis/apps/v1", "apis/batch/v1")
        .endsWith("version");
    var url = paths.at("/apis~1apps~1v1/serverRelativeURL").asString();
    assertThat(url).startsWith("/openapi/v3/apis/apps/v1?hash=");

    var hash = url.substring(url.indexOf('=') + 1);
    var document = handle("/openapi/v3/apis/apps/v1", Map.of(), Map.of("hash", List.of(hash)));
    assertThat(document.headers()).containsEntry("ETag", "\"" + hash + "\"");
    assertThat(document.headers().get("Cache-Control")).contains("immutable");
    assertThat(get("/openapi/v3/apis/example.com/v1", "").code()).isEqualTo(404);
    assertThat(get("/openapi/v3/index", "").code()).isEqualTo(404);
  }

  @Test
  void everyReferenceLeadsToADefinition() {
    var index = json("/openapi/v3").get("paths");
    for (var path : index.propertyNames()) {
      var document = json("/openapi/v3/" + path);
      var defined = document.at("/components/schemas").propertyNames();
      assertThat(references(document))
          .as(path)
          .isNotEmpty()
          .allSatisfy(
              r -> assertThat(defined).contains(r.substring("#/components/schemas/".length())));
    }
    var v2 = json("/openapi/v2");
    assertThat(references(v2))
        .allSatisfy(
            r ->
                assertThat(v2.get("definitions").has(r.substring("#/definitions/".length())))
                    .isTrue());
  }

  @Test
  void schemasCarryWhatClientsMergeBy() {
    var schemas = json("/openapi/v3/api/v1").at("/components/schemas");
    assertThat(schemas.at("/io.k8s.api.core.v1.Pod/x-kubernetes-group-version-kind"))
        .hasToString("[{\"group\":\"\",\"kind\":\"Pod\",\"version\":\"v1\"}]");
    var containers = schemas.at("/io.k8s.api.core.v1.PodSpec/properties/containers");
    assertThat(containers.get("x-kubernetes-list-type").asString()).isEqualTo("map");
    assertThat(containers.get("x-kubernetes-list-map-keys")).hasToString("[\"name\"]");
    assertThat(containers.get("x-kubernetes-patch-merge-key").asString()).isEqualTo("name");
    assertThat(containers.get("x-kubernetes-patch-strategy").asString()).isEqualTo("merge");
    for (var place :
        List.of("ObjectReference", "PodSpec/properties/nodeSelector", "LocalObjectReference")) {
      var node = schemas.at("/io.k8s.api.core.v1." + place);
      assertThat(node.path("x-kubernetes-map-type").asString("")).as(place).isEqualTo("atomic");
    }
    assertThat(
            schemas
                .at("/io.k8s.api.core.v1.PersistentVolumeSpec/properties/claimRef")
                .path("x-kubernetes-map-type")
                .asString(""))
        .isEqualTo("granular");
    assertThat(schemas.at("/io.k8s.api.core.v1.PodSpec/required")).hasToString("[\"containers\"]");
    assertThat(schemas.at("/io.k8s.api.core.v1.PodSpec/properties/restartPolicy/enum").size())
        .isEqualTo(3);
    assertThat(
            schemas.at(
                "/io.k8s.api.core.v1.PersistentVolumeClaimSpec/properties/accessModes/items/enum"))
        .hasSize(4);
    var validation =
        json("/openapi/v3/apis/admissionregistration.k8s.io/v1")
            .at("/components/schemas/io.k8s.api.admissionregistration.v1.Validation/properties");
    assertThat(validation.get("reason").has("enum")).isFalse();
    assertThat(schemas.at("/io.k8s.apimachinery.pkg.util.intstr.IntOrString/oneOf").size())
        .isEqualTo(2);
    assertThat(
            schemas.at("/io.k8s.api.core.v1.PodList/properties/metadata/allOf/0/$ref").asString())
        .endsWith("meta.v1.ListMeta");
  }

  @Test
  void pathsSayWhichQueryParametersAreUnderstood() {
    var paths = json("/openapi/v3/apis/apps/v1").get("paths");
    var patch = paths.at("/~1apis~1apps~1v1~1namespaces~1{namespace}~1deployments~1{name}/patch");
    assertThat(patch.get("x-kubernetes-action").asString()).isEqualTo("patch");
    assertThat(patch.at("/x-kubernetes-group-version-kind/kind").asString())
        .isEqualTo("Deployment");
    assertThat(patch.get("operationId").asString()).isEqualTo("patchAppsV1NamespacedDeployment");
    assertThat(patch.get("parameters").findValuesAsString("name"))
        .containsExactly("dryRun", "fieldManager", "fieldValidation", "force");
    assertThat(paths.at("/~1apis~1apps~1v1~1deployments/get/operationId").asString())
        .isEqualTo("listAppsV1DeploymentForAllNamespaces");
    assertThat(
            paths
                .at(
                    "/~1apis~1apps~1v1~1namespaces~1{namespace}~1deployments~1{name}~1scale/put/x-kubernetes-group-version-kind/kind")
                .asString())
        .isEqualTo("Scale");
    var core = json("/openapi/v3/api/v1").get("paths");
    assertThat(core.has("/api/v1/namespaces/{namespace}/pods/{name}/exec")).isTrue();
    assertThat(core.has("/api/v1/namespaces/{name}/finalize")).isTrue();
    assertThat(core.at("/~1api~1v1~1namespaces").has("delete")).isFalse();
  }

  /** What v1.34 publishes, as its clients were generated from it: 398 paths. */
  @Test
  void theOperationsAreThoseOfUpstream() throws IOException {
    var paths = json("/openapi/v2").get("paths");
    assertThat(paths.size()).isEqualTo(398);
    assertThat(paths.valueStream().flatMap(path -> path.propertyStream()).map(Map.Entry::getKey))
        .filteredOn(method -> !method.equals("parameters"))
        .hasSize(794);
    var lines = new ArrayList<String>();
    for (var path : paths.properties()) {
      if (path.getKey()
          .matches("/api/|/version/|.*/(pods|componentstatuses|namespaces)(/[^/]*)?")) {
        path.getValue().properties().forEach(entry -> lines.add(line(path.getKey(), entry)));
      }
    }
    try (var golden = getClass().getResourceAsStream("operations.txt")) {
      assertThat(golden).isNotNull();
      assertThat(String.join("\n", lines) + "\n")
          .isEqualTo(new String(golden.readAllBytes(), UTF_8));
    }
  }

  private static String line(String path, Map.Entry<String, JsonNode> entry) {
    var value = entry.getValue();
    if (value.isArray()) {
      return path.replaceFirst("/api/v1", "") + " all " + value.findValuesAsString("name");
    }
    var answers =
        value
            .get("responses")
            .propertyStream()
            .filter(answer -> answer.getValue().has("schema"))
            .map(
                answer ->
                    answer.getKey()
                        + "="
                        + answer
                            .getValue()
                            .at("/schema/$ref")
                            .asString("")
                            .replaceFirst(".*\\.", ""))
            .toList();
    return String.join(
        " ",
        path.replaceFirst("/api/v1", ""),
        entry.getKey(),
        value.get("operationId").asString(),
        value.path("x-kubernetes-action").asString("-"),
        value.path("parameters").findValuesAsString("name").toString(),
        answers.toString());
  }

  /** Which defaults are named, but for those of structs and empty values of what must be there. */
  @Test
  void theDefaultsAreThoseOfUpstream() {
    var schemas = json("/openapi/v3/api/v1").at("/components/schemas");
    var found = new ArrayList<String>();
    for (var schema : schemas.properties()) {
      for (var property : schema.getValue().path("properties").properties()) {
        var value = property.getValue().get("default");
        var required = schema.getValue().path("required").valueStream().map(JsonNode::asString);
        if (value != null
            && !value.isObject()
            && required.noneMatch(name -> name.equals(property.getKey()))) {
          var type = schema.getKey().replaceFirst(".*\\.", "");
          found.add(type + "." + property.getKey() + "=" + value.asString());
        }
      }
    }
    assertThat(String.join(" ", found))
        .isEqualTo(
            """
            AzureDiskVolumeSource.cachingMode=ReadWrite AzureDiskVolumeSource.fsType=ext4 \
            AzureDiskVolumeSource.readOnly=false AzureDiskVolumeSource.kind=Shared \
            ConfigMapEnvSource.name= ConfigMapKeySelector.name= ConfigMapProjection.name= \
            ConfigMapVolumeSource.name= ContainerPort.protocol=TCP \
            Event.reportingComponent= Event.reportingInstance= GRPCAction.service= \
            ISCSIPersistentVolumeSource.iscsiInterface=default \
            ISCSIVolumeSource.iscsiInterface=default LocalObjectReference.name= \
            RBDPersistentVolumeSource.pool=rbd RBDPersistentVolumeSource.user=admin \
            RBDPersistentVolumeSource.keyring=/etc/ceph/keyring RBDVolumeSource.pool=rbd \
            RBDVolumeSource.user=admin RBDVolumeSource.keyring=/etc/ceph/keyring \
            ScaleIOPersistentVolumeSource.storageMode=ThinProvisioned \
            ScaleIOPersistentVolumeSource.fsType=xfs \
            ScaleIOVolumeSource.storageMode=ThinProvisioned ScaleIOVolumeSource.fsType=xfs \
            SecretEnvSource.name= SecretKeySelector.name= SecretProjection.name= \
            ServicePort.protocol=TCP\
            """);
    assertThat(schemas.at("/io.k8s.api.core.v1.Taint/properties/key/default").asString("-"))
        .isEmpty();
    assertThat(schemas.at("/io.k8s.api.core.v1.Pod/properties/spec/default").isObject()).isTrue();
    assertThat(schemas.at("/io.k8s.api.core.v1.PodSpec/properties/containers/items/default"))
        .hasToString("{}");
    var webhooks =
        json("/openapi/v3/apis/admissionregistration.k8s.io/v1").at("/components/schemas");
    var webhook = webhooks.at("/io.k8s.api.admissionregistration.v1.MutatingWebhook/properties");
    assertThat(webhook.propertyStream().filter(entry -> entry.getValue().has("default")))
        .extracting(Map.Entry::getKey)
        .containsExactly("name", "clientConfig");
    assertThat(json("/openapi/v2").get("definitions").findValues("default"))
        .filteredOn(JsonNode::isValueNode)
        .isEmpty();
  }

  /** Custom kinds are published with all that their definition says. */
  @Test
  void customSchemasAreThoseOfTheirDefinition() {
    var definition =
        Json.tree(
            """
            {"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"crons"},
             "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},
              "schema":{"openAPIV3Schema":{"type":"object","required":["spec"],"properties":{
               "spec":{"type":"object","x-kubernetes-validations":[{"rule":"self.size < 9"}],
                "properties":{"size":{"type":"integer","maximum":8,"default":3},
                 "port":{"x-kubernetes-int-or-string":true},
                 "free":{"x-kubernetes-preserve-unknown-fields":true},
                 "pod":{"type":"object","x-kubernetes-embedded-resource":true}}}}}}}]},
             "status":{"acceptedNames":{"kind":"Cron","listKind":"CronList","singular":"cron"},
              "conditions":[{"type":"Established","status":"True"}]}}
            """);
    var kinds = Kinds.builtIn().with(Definitions.types(definition));
    var handler = new OpenApiHandler(() -> kinds, "v1.34.0");
    var document =
        Json.tree(handle(handler, "/openapi/v3/apis/example.com/v1", Map.of(), Map.of()).body());
    var cron = document.at("/components/schemas/com.example.v1.Cron");
    assertThat(cron.get("required")).hasToString("[\"spec\"]");
    assertThat(cron.at("/properties/metadata/allOf/0/$ref").asString()).endsWith("v1.ObjectMeta");
    var spec = cron.at("/properties/spec");
    assertThat(spec.get("x-kubernetes-validations")).hasToString("[{\"rule\":\"self.size < 9\"}]");
    assertThat(spec.at("/properties/size"))
        .hasToString("{\"type\":\"integer\",\"maximum\":8,\"default\":3}");
    assertThat(spec.at("/properties/pod/properties").propertyNames())
        .containsExactly("apiVersion", "kind", "metadata");
    assertThat(cron.get("x-kubernetes-group-version-kind"))
        .hasToString("[{\"group\":\"example.com\",\"kind\":\"Cron\",\"version\":\"v1\"}]");
    var item =
        document.at("/paths/~1apis~1example.com~1v1~1namespaces~1{namespace}~1crons~1{name}");
    assertThat(item.at("/patch/requestBody/content").propertyNames())
        .containsExactly(
            "application/apply-patch+yaml",
            "application/json-patch+json",
            "application/merge-patch+json");
    assertThat(item.at("/get/parameters/0/name").asString()).isEqualTo("resourceVersion");
    assertThat(document.get("paths").size()).isEqualTo(4);

    var old = Json.tree(handle(handler, "/openapi/v2", Map.of(), Map.of()).body());
    assertThat(old.at("/definitions/com.example.v1.Cron/properties/spec/properties/free"))
        .hasToString("{\"x-kubernetes-preserve-unknown-fields\":true}");
  }

  /** Walks Document.paths.path.value.patch and Document.definitions by gnostic's field numbers. */
  @Test
  void oldKubectlReadsProtobuf() throws IOException {
    var answer = get("/openapi/v2", OLD_KUBECTL);
    assertThat(answer.contentType())
        .isEqualTo("application/com.github.proto-openapi.spec.v2.v1.0+protobuf");
    assertThat(new String(fields(answer.body(), 1).getFirst())).isEqualTo("2.0");

    var names = new ArrayList<String>();
    for (var path : fields(fields(answer.body(), 8).getFirst(), 2)) {
      var name = new String(fields(path, 1).getFirst());
      names.add(name);
      if (name.equals("/api/v1/namespaces/{namespace}/pods/{name}")) {
        var patch = fields(fields(path, 2).getFirst(), 8).getFirst();
        var first = fields(fields(fields(fields(patch, 8).get(1), 1).getFirst(), 2).getFirst(), 3);
        assertThat(new String(fields(first.getFirst(), 4).getFirst())).isEqualTo("dryRun");
        assertThat(fields(patch, 13)).hasSize(2);
      }
    }
    var v2 = json("/openapi/v2");
    assertThat(names).containsExactlyElementsOf(v2.get("paths").propertyNames());
    assertThat(fields(fields(answer.body(), 9).getFirst(), 1))
        .hasSize(v2.get("definitions").size());
  }

  @Test
  void unchangedDocumentsAreNotSentAgainAndUnknownFormatsAreRefused() {
    var etag = get("/openapi/v2", OLD_KUBECTL).headers().get("ETag");
    assertThat(
            handle("/openapi/v2", Map.of("accept", OLD_KUBECTL, "if-none-match", etag), Map.of())
                .code())
        .isEqualTo(304);
    assertThat(get("/openapi/v2", "text/html").code()).isEqualTo(406);
    assertThat(get("/openapi/v2", "text/html, application/json;q=0.5").code()).isEqualTo(200);
    assertThat(OpenApiHandler.handles("/openapi/v3/api/v1")).isTrue();
    assertThat(OpenApiHandler.handles("/openapi")).isFalse();
  }

  private static List<byte[]> fields(byte[] message, int number) throws IOException {
    var input = CodedInputStream.newInstance(message);
    var found = new ArrayList<byte[]>();
    for (var tag = input.readTag(); tag != 0; tag = input.readTag()) {
      if (tag >>> 3 == number) {
        found.add(input.readByteArray());
      } else {
        input.skipField(tag);
      }
    }
    return found;
  }

  private static List<String> references(JsonNode document) {
    // a schema of schemas has a property of that name, too
    return document.findValues("$ref").stream()
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .distinct()
        .toList();
  }

  private JsonNode json(String path) {
    var answer = get(path, "application/json");
    assertThat(answer.code()).isEqualTo(200);
    return Json.tree(answer.body());
  }

  private BytesResponse get(String path, String accept) {
    return handle(path, Map.of("accept", accept), Map.of());
  }

  private BytesResponse handle(
      String path, Map<String, String> headers, Map<String, List<String>> query) {
    return handle(openApi, path, headers, query);
  }

  private static BytesResponse handle(
      OpenApiHandler handler,
      String path,
      Map<String, String> headers,
      Map<String, List<String>> query) {
    var info = new RequestInfo(false, path, "get", "", "", "", "", "", "");
    return (BytesResponse)
        handler.handle(
            new ApiRequest("GET", info, query, headers, new byte[0], UserInfo.ANONYMOUS));
  }
}
