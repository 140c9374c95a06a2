package io.coxswain.apiserver.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.TestServer;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** ServiceAccounts and their tokens, and questions about who may do what. */
class IdentityTest {
  private static final String REVIEWS = "/apis/authentication.k8s.io/v1/tokenreviews";
  private static final String ACCESS = "/apis/authorization.k8s.io/v1/";
  private static final String ACCOUNT = "system:serviceaccount:default:robot";

  private static TestServer server;
  private static TestServer.Session admin;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    server = TestServer.start(directory);
    admin = server.admin();
    admin
        .post("/api/v1/namespaces/default/serviceaccounts", "{'metadata':{'name':'robot'}}")
        .isCode(201);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String token(String audiences) throws Exception {
    return admin
        .post(
            "/api/v1/namespaces/default/serviceaccounts/robot/token",
            "{'spec':{'expirationSeconds':600,'audiences':[" + audiences + "]}}")
        .isCode(201)
        .body()
        .at("/status/token")
        .stringValue();
  }

  private static JsonNode review(String token, String audiences) throws Exception {
    return admin
        .post(REVIEWS, "{'spec':{'token':'" + token + "','audiences':[" + audiences + "]}}")
        .isCode(201)
        .body()
        .path("status");
  }

  @Test
  void anybodyMayVerifyATokenByWhatTheIssuerPublishes() throws Exception {
    var found = admin.get("/.well-known/openid-configuration").isCode(200);
    assertThat(found.response().headers().firstValue("Content-Type")).contains("application/json");
    assertThat(found.response().headers().firstValue("Cache-Control"))
        .contains("public, max-age=3600");
    assertThat(found.body())
        .isEqualTo(
            Json.tree(
                """
                {"issuer":"https://issuer","jwks_uri":"%s/openid/v1/jwks",
                 "response_types_supported":["id_token"],"subject_types_supported":["public"],
                 "id_token_signing_alg_values_supported":["ES256"]}
                """
                    .formatted(server.url())));
    var keys = admin.get("/openid/v1/jwks").isCode(200);
    assertThat(keys.response().headers().firstValue("Content-Type"))
        .contains("application/jwk-set+json");
    var key = Json.tree(keys.response().body()).path("keys").path(0);
    assertThat(key.path("use").stringValue()).isEqualTo("sig");

    var parts = token("'oidc-discovery-test'").split("\\.");
    assertThat(Json.tree(decode(parts[0])).path("kid")).isEqualTo(key.path("kid"));
    var claims = Json.tree(decode(parts[1]));
    assertThat(claims.path("iss").stringValue()).isEqualTo("https://issuer");
    assertThat(claims.path("sub").stringValue()).isEqualTo(ACCOUNT);
    assertThat(claims.path("aud").path(0).stringValue()).isEqualTo("oidc-discovery-test");
    var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
    verifier.initVerify(publicKey(key));
    verifier.update(
        (parts[0] + "." + parts[1]).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertThat(verifier.verify(decode(parts[2]))).isTrue();

    // whoever has a ServiceAccount may ask, others not
    server.as(ACCOUNT, "system:serviceaccounts").get("/openid/v1/jwks").isCode(200);
    server.as("jane").get("/openid/v1/jwks").isCode(403);
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  private static PublicKey publicKey(JsonNode key) throws Exception {
    var curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    var point =
        new ECPoint(
            new BigInteger(1, decode(key.path("x").stringValue())),
            new BigInteger(1, decode(key.path("y").stringValue())));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
  }

  @Test
  void tokensCountForTheirAudiencesOnly() throws Exception {
    var forUs = token("");
    var status = review(forUs, "");
    assertThat(status.path("authenticated").asBoolean()).isTrue();
    assertThat(status.at("/user/username").stringValue()).isEqualTo(ACCOUNT);
    assertThat(status.path("audiences")).isEqualTo(Json.tree("[\"https://issuer\"]"));

    var forVault = token("'vault'");
    status = review(forVault, "'vault','other'");
    assertThat(status.path("authenticated").asBoolean()).isTrue();
    assertThat(status.path("audiences")).isEqualTo(Json.tree("[\"vault\"]"));
    status = review(forVault, "");
    assertThat(status.has("authenticated")).isFalse();
    assertThat(status.path("error").stringValue())
        .isEqualTo(
            "[invalid bearer token, token audiences [\"vault\"] is invalid for the target audiences"
                + " [\"https://issuer\"]]");
    assertThat(review(forUs, "'vault'").has("authenticated")).isFalse();
    assertThat(review("nonsense", "").path("error").stringValue())
        .isEqualTo("invalid bearer token");
    server.nobody().with("Authorization", "Bearer " + forVault).get("/api").isCode(401);
    server.nobody().with("Authorization", "Bearer " + forUs).get("/api").isCode(200);
    // a token that names no audience is one for the API server
    assertThat(review("admin-token", "").path("audiences").path(0).stringValue())
        .isEqualTo("https://issuer");
    assertThat(review("admin-token", "'vault'").has("authenticated")).isFalse();
  }

  @Test
  void reviewsSayWhatThenHappens() throws Exception {
    var question =
        "{'spec':{'user':'"
            + ACCOUNT
            + "','groups':['system:serviceaccounts'],'resourceAttributes':{'verb':'list',"
            + "'resource':'configmaps','namespace':'default','version':'v1'}}}";
    var local = "namespaces/default/localsubjectaccessreviews";
    var robot = server.as(ACCOUNT, "system:serviceaccounts");
    var maps = "/api/v1/namespaces/default/configmaps";
    for (var allowed : new boolean[] {false, true}) {
      if (allowed) {
        admin
            .post(
                "/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles",
                "{'metadata':{'name':'reader'},'rules':[{'apiGroups':[''],'resources':["
                    + "'configmaps'],'verbs':['list']}]}")
            .isCode(201);
        admin
            .post(
                "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings",
                "{'metadata':{'name':'robot'},'roleRef':{'apiGroup':'rbac.authorization.k8s.io',"
                    + "'kind':'Role','name':'reader'},'subjects':[{'kind':'ServiceAccount',"
                    + "'name':'robot','namespace':'default'}]}")
            .isCode(201);
        admin.get("/apis/rbac.authorization.k8s.io/v1/rolebindings").isCode(200);
      }
      for (var kind : new String[] {"subjectaccessreviews", local}) {
        var status = admin.post(ACCESS + kind, question).isCode(201).body().path("status");
        assertThat(status.path("allowed").asBoolean()).isEqualTo(allowed);
      }
      robot.get(maps).isCode(allowed ? 200 : 403);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "null, null, true", "null, true, true", "null, false, false",
    "true, null, true", "true, true, true", "true, false, false",
    "false, null, false", "false, true, true", "false, false, false"
  })
  void tokensAreMountedUnlessThePodOrElseItsAccountSaysNo(
      String ofAccount, String ofPod, boolean mounted) throws Exception {
    var account = "mount-" + ofAccount;
    admin.post(
        "/api/v1/namespaces/default/serviceaccounts",
        "{'metadata':{'name':'" + account + "'},'automountServiceAccountToken':" + ofAccount + "}");
    var pod =
        admin
            .post(
                "/api/v1/namespaces/default/pods?dryRun=All",
                "{'metadata':{'name':'p'},'spec':{'serviceAccountName':'"
                    + account
                    + "','automountServiceAccountToken':"
                    + ofPod
                    + ",'containers':[{'name':'c','image':'i'}]}}")
            .isCode(201)
            .body();
    assertThat(
            pod.at("/spec/containers/0/volumeMounts")
                .toString()
                .contains("/var/run/secrets/kubernetes.io/serviceaccount"))
        .isEqualTo(mounted);
  }

  @Test
  void questionsAreInNoTable() throws Exception {
    var question = "{'spec':{'resourceAttributes':{'verb':'get','resource':'pods'}}}";
    var table = "application/json;as=Table;v=v1;g=meta.k8s.io";
    var path = ACCESS + "selfsubjectaccessreviews";
    var refused = admin.with("Accept", table).post(path, question).isCode(406);
    assertThat(refused.body().path("reason").stringValue()).isEqualTo("NotAcceptable");
    var plain = admin.with("Accept", table + ",application/json").post(path, question).isCode(201);
    assertThat(plain.body().path("kind").stringValue()).isEqualTo("SelfSubjectAccessReview");
  }

  @Test
  void theVersionIsMadeOfNumbers() throws Exception {
    var version = server.nobody().get("/version").isCode(200).body();
    for (var part : new String[] {"m", "emulationM", "minCompatibilityM"}) {
      assertThat(version.path(part + "ajor").stringValue()).matches("[0-9]+");
      assertThat(version.path(part + "inor").stringValue()).matches("[0-9]+");
    }
  }
}
