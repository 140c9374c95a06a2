package io.coxswain.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.Status;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Statuses;
import io.coxswain.apiserver.registry.validation.FieldError;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import io.coxswain.apiserver.watch.ReadFailure;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bodies of refusals, one for each reason, as upstream writes them. */
class FailuresTest {
  private static final RequestInfo INFO =
      new RequestInfo(true, "", "get", "apps", "v1", "default", "deployments", "", "web");
  private static final String DETAILS =
      "'details':{'name':'web','group':'apps','kind':'deployments'}";

  static Stream<Arguments> statuses() {
    var user = new UserInfo("jane", "", List.of(), Map.of());
    return Stream.of(
        Arguments.of(
            Failures.notFound(INFO),
            "'message':'deployments.apps `web` not found','reason':'NotFound'," + DETAILS,
            404),
        Arguments.of(
            refused(new Refusal.NotFound()),
            "'message':'deployments.apps `web` not found','reason':'NotFound'," + DETAILS,
            404),
        Arguments.of(
            refused(new Refusal.AlreadyExists("web")),
            "'message':'deployments.apps `web` already exists','reason':'AlreadyExists'," + DETAILS,
            409),
        Arguments.of(
            refused(new Refusal.Conflict(Refusal.MODIFIED)),
            "'message':'Operation cannot be fulfilled on deployments.apps `web`: the object has"
                + " been modified; please apply your changes to the latest version and try again',"
                + "'reason':'Conflict',"
                + DETAILS,
            409),
        Arguments.of(
            refused(
                new Refusal.Invalid(
                    "web",
                    List.of(
                        new FieldError(
                            FieldError.Type.REQUIRED, "spec.selector", "Required value")))),
            "'message':'Deployment.apps `web` is invalid: spec.selector: Required value',"
                + "'reason':'Invalid','details':{'name':'web','group':'apps','kind':'Deployment',"
                + "'causes':[{'reason':'FieldValueRequired','message':'Required value',"
                + "'field':'spec.selector'}]}",
            422),
        Arguments.of(
            Failures.forbidden(INFO, user, ""),
            "'message':'deployments.apps `web` is forbidden: User `jane` cannot get resource"
                + " `deployments` in API group `apps` in the namespace `default`',"
                + "'reason':'Forbidden',"
                + DETAILS,
            403),
        Arguments.of(
            Failures.unauthorized(), "'message':'Unauthorized','reason':'Unauthorized'", 401),
        Arguments.of(Failures.badRequest("no"), "'message':'no','reason':'BadRequest'", 400),
        Arguments.of(
            Failures.of(new ReadFailure.Expired("too old resource version: 5 (9)", "")),
            "'message':'too old resource version: 5 (9)','reason':'Expired'",
            410),
        Arguments.of(
            refused(new Refusal.MethodNotAllowed("create")),
            "'message':'create is not supported on resources of kind `deployments.apps`',"
                + "'reason':'MethodNotAllowed','details':{'group':'apps','kind':'deployments'}",
            405),
        Arguments.of(
            Failures.notAcceptable(List.of("application/json", "application/yaml")),
            "'message':'only the following media types are accepted: application/json,"
                + " application/yaml','reason':'NotAcceptable'",
            406),
        Arguments.of(
            refused(new Refusal.UnsupportedMediaType(List.of("application/json"))),
            "'message':'the body of the request was in an unknown format - accepted media types"
                + " include: application/json','reason':'UnsupportedMediaType'",
            415),
        Arguments.of(
            Failures.tooLarge(3145728),
            "'message':'Request entity too large: limit is 3145728',"
                + "'reason':'RequestEntityTooLarge'",
            413),
        Arguments.of(
            Failures.timedOut(),
            "'message':'Timeout: request did not complete within the allotted timeout',"
                + "'reason':'Timeout','details':{}",
            504),
        Arguments.of(
            Failures.of(new ReadFailure.TooLargeRevision(9, 5)),
            "'message':'Timeout: Too large resource version: 9, current: 5','reason':'Timeout',"
                + "'details':{'causes':[{'reason':'ResourceVersionTooLarge',"
                + "'message':'Too large resource version'}],'retryAfterSeconds':1}",
            504),
        Arguments.of(
            Failures.serverTimeout(INFO),
            "'message':'The get operation against deployments.apps could not be completed at this"
                + " time, please try again.','reason':'ServerTimeout','details':{'group':'apps',"
                + "'kind':'deployments','retryAfterSeconds':2}",
            500),
        Arguments.of(
            Failures.internal("boom"),
            "'message':'Internal error occurred: boom','reason':'InternalError',"
                + "'details':{'causes':[{'message':'boom'}]}",
            500),
        Arguments.of(
            Failures.unavailable("not yet"),
            "'message':'not yet','reason':'ServiceUnavailable'",
            503));
  }

  private static Status refused(Refusal refusal) {
    var type = Kinds.builtIn().byKind("apps", "Deployment").orElseThrow();
    return Statuses.of(refusal, type, "web");
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void aRefusalIsUpstreamsStatus(Status status, String expected, int code) {
    var body =
        "{'kind':'Status','apiVersion':'v1','metadata':{},'status':'Failure',"
            + expected
            + ",'code':"
            + code
            + "}";
    assertThat(Json.tree(Json.bytes(Exchange.withKind(status))))
        .isEqualTo(Json.tree(body.replace("`", "\\\"").replace('\'', '"')));
  }
}
