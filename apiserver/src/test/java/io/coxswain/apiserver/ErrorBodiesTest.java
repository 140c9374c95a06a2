package io.coxswain.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** The whole body of a refusal, for each reason of upstream's metav1.StatusReason that occurs. */
final class ErrorBodiesTest {
  private static final String MERGE = "application/merge-patch+json";
  @TempDir static Path directory;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server.create("/api/v1/namespaces/default/configmaps", "{'metadata':{'name':'a'}}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Unauthorized | 401 | GET /api/v1/nodes | Authorization:Bearer x | | Unauthorized |
          Forbidden | 403 | GET /api/v1/nodes | Impersonate-User:eve | | nodes is forbidden: User "eve" cannot list resource "nodes" in API group "" at the cluster scope | {'kind':'nodes'}
          Forbidden | 403 | DELETE /apis/apps/v1/namespaces/x/deployments/d | Impersonate-User:eve | | deployments.apps "d" is forbidden: User "eve" cannot delete resource "deployments" in API group "apps" in the namespace "x" | {'name':'d','group':'apps','kind':'deployments'}
          Forbidden | 403 | GET /metrics | Impersonate-User:eve | | forbidden: User "eve" cannot get path "/metrics" | {}
          NotFound | 404 | GET /api/v1/namespaces/default/configmaps/none | | | configmaps "none" not found | {'name':'none','kind':'configmaps'}
          NotFound | 404 | DELETE /apis/apps/v1/namespaces/default/deployments/none | | | deployments.apps "none" not found | {'name':'none','group':'apps','kind':'deployments'}
          NotFound | 404 | POST /api/v1/namespaces/none/configmaps | | {'metadata':{'name':'b'}} | namespaces "none" not found | {'name':'none','kind':'namespaces'}
          NotFound | 404 | POST /api/v1/namespaces/default/nodes | | {'metadata':{'name':'b'}} | the server could not find the requested resource | {}
          NotFound | 404 | GET /api/v1/namespaces/default/nodes | | | the server could not find the requested resource | {}
          NotFound | 404 | GET /api/v1/namespaces/default/nodes/n?resourceVersion=0 | | | the server could not find the requested resource | {}
          NotFound | 404 | GET /api/v1/namespaces/default/nodes?watch=1 | | | the server could not find the requested resource | {}
          NotFound | 404 | GET /api/v1/namespaces/default/nodes?watch=1&resourceVersion=0 | | | the server could not find the requested resource | {}
          NotFound | 404 | GET /api/v1/configmaps/a | | | the server could not find the requested resource | {}
          NotFound | 404 | GET /apis/apps/v1/deployments/d/status | | | the server could not find the requested resource | {}
          NotFound | 404 | GET /apis/apps/v1/deployments/d/scale | | | the server could not find the requested resource | {}
          NotFound | 404 | PUT /api/v1/configmaps/a | | {'metadata':{'name':'a'}} | the server could not find the requested resource | {}
          AlreadyExists | 409 | POST /api/v1/namespaces/default/configmaps | | {'metadata':{'name':'a'}} | configmaps "a" already exists | {'name':'a','kind':'configmaps'}
          Conflict | 409 | PUT /api/v1/namespaces/default/configmaps/a | | {'metadata':{'name':'a','resourceVersion':'1'}} | Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again | {'name':'a','kind':'configmaps'}
          Invalid | 422 | POST /apis/apps/v1/namespaces/default/deployments | | {'metadata':{'name':'d'},'spec':{'replicas':-1,'selector':{'matchLabels':{'a':'b'}},'template':{'metadata':{'labels':{'a':'b'}},'spec':{'containers':[{'name':'c','image':'i'}]}}}} | Deployment.apps "d" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0 | {'name':'d','group':'apps','kind':'Deployment','causes':[{'reason':'FieldValueInvalid','message':'Invalid value: -1: must be greater than or equal to 0','field':'spec.replicas'}]}
          Invalid | 422 | POST /api/v1/namespaces/default/configmaps?dryRun=x | | {'metadata':{'name':'b'}} | CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["x"]: supported values: "All" | {'group':'meta.k8s.io','kind':'CreateOptions','causes':[{'reason':'FieldValueNotSupported','message':'Unsupported value: ["x"]: supported values: "All"','field':'dryRun'}]}
          BadRequest | 400 | GET /api/v1/pods?fieldSelector=spec.x%3Dy | | | field label not supported: spec.x |
          BadRequest | 400 | POST /api/v1/namespaces/default/configmaps | | {'kind':'Secret','apiVersion':'v1','metadata':{'name':'b'}} | Secret in version "v1" cannot be handled as a ConfigMap: no kind "Secret" is accepted here |
          BadRequest | 400 | PUT /api/v1/namespaces/default/configmaps/a | | {'metadata':{'name':'b'}} | the name of the object (b) does not match the name on the URL (a) |
          BadRequest | 400 | POST /api/v1/namespaces/default/configmaps | | {'metadata':{'name':'b','namespace':'c'}} | the namespace of the provided object does not match the namespace sent on the request |
          BadRequest | 400 | POST /api/v1/namespaces/default/configmaps | | {bad | the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: invalid character 'b' looking for beginning of object key string ({bad) |
          BadRequest | 400 | POST /api/v1/namespaces/default/configmaps | | [] | the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" } (5b5d) |
          BadRequest | 400 | POST /api/v1/namespaces/default/configmaps | | | the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>) |
          BadRequest | 400 | POST /api/v1/namespaces/default/configmaps | | {'metadata':{'name':'b'},,'data':{}} | the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: invalid character ',' looking for beginning of object key string ({"metadata":{"name":"b"},,"dat ...) |
          BadRequest | 400 | PATCH /api/v1/namespaces/default/configmaps/a | Content-Type:application/strategic-merge-patch+json | {bad | invalid character 'b' looking for beginning of object key string |
          BadRequest | 400 | PATCH /api/v1/namespaces/default/configmaps/a | Content-Type:application/merge-patch+json | {bad | error decoding patch: invalid character 'b' looking for beginning of object key string |
          BadRequest | 400 | PATCH /api/v1/namespaces/default/configmaps/a?fieldValidation=Ignore | Content-Type:application/merge-patch+json | {bad | Invalid JSON Patch |
          BadRequest | 400 | PATCH /api/v1/namespaces/default/configmaps/a | Content-Type:application/merge-patch+json | [] | error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {} |
          BadRequest | 400 | PATCH /api/v1/namespaces/default/configmaps/a | Content-Type:application/json-patch+json | {} | error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp |
          BadRequest | 400 | PATCH /apis/apps/v1/namespaces/default/deployments/d/scale | Content-Type:application/json-patch+json | [1] | error decoding patch: json: cannot unmarshal number into Go value of type handlers.jsonPatchOp |
          MethodNotAllowed | 405 | DELETE /api/v1/namespaces | | | the server does not allow this method on the requested resource | {}
          MethodNotAllowed | 405 | DELETE /api/v1/configmaps | | | the server does not allow this method on the requested resource | {}
          MethodNotAllowed | 405 | POST /api/v1/configmaps | | {'metadata':{'name':'b'}} | the server does not allow this method on the requested resource | {}
          MethodNotAllowed | 405 | POST /api/v1/namespaces/default/configmaps/b | | {'metadata':{'name':'b'}} | the server does not allow this method on the requested resource | {}
          MethodNotAllowed | 405 | PUT /api/v1/namespaces/default/configmaps | | {'metadata':{'name':'b'}} | the server does not allow this method on the requested resource | {}
          NotAcceptable | 406 | GET /api/v1/nodes | Accept:text/html | | only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf |
          UnsupportedMediaType | 415 | POST /api/v1/namespaces/default/configmaps | Content-Type:text/plain | x | the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf |
          UnsupportedMediaType | 415 | PATCH /api/v1/namespaces/default/configmaps/a | Content-Type:application/json | {} | the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml |
          Timeout | 504 | GET /api/v1/nodes?resourceVersion=99999999999 | | | Timeout: Too large resource version: 99999999999, current: CURRENT | {'causes':[{'reason':'ResourceVersionTooLarge','message':'Too large resource version'}],'retryAfterSeconds':1}
          """)
  void areUpstreams(
      String reason,
      int code,
      String line,
      String header,
      String body,
      String message,
      String details)
      throws Exception {
    var words = line.split(" ");
    var colon = header == null ? -1 : header.indexOf(':');
    var type = colon >= 0 && header.startsWith("Content-Type") ? "" : "application/json";
    var headers = new java.util.ArrayList<String>();
    if (!type.isEmpty()) {
      headers.addAll(java.util.List.of("Content-Type", words[0].equals("PATCH") ? MERGE : type));
    }
    if (colon >= 0) {
      headers.addAll(java.util.List.of(header.substring(0, colon), header.substring(colon + 1)));
    }
    var answer =
        server.send(words[0], words[1], body == null ? "" : body, headers.toArray(String[]::new));
    var expected = (ObjectNode) Json.tree("{\"kind\":\"Status\",\"apiVersion\":\"v1\"}");
    expected.putObject("metadata");
    expected.put("status", "Failure").put("message", message).put("reason", reason);
    if (details != null) {
      expected.set("details", Json.tree(details.replace("\"", "\\\"").replace('\'', '"')));
    }
    expected.put("code", code);
    var current = answer.body().replaceAll("current: \\d+", "current: CURRENT");
    assertThat(Json.tree(current)).as(answer.body()).isEqualTo(expected);
    assertThat(answer.statusCode()).isEqualTo(code);
  }
}
