package io.coxswain.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.coxswain.api.Json;
import io.coxswain.apiserver.TestServer.Answer;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another API server behind an APIService, as metrics-server is one. */
final class AggregationTest {
  private static final String APIS = "/apis/apiregistration.k8s.io/v1/apiservices";
  private static final String METRICS = "/apis/metrics.k8s.io/v1beta1";
  @TempDir static Path directory;
  private static TestServer server;
  private static HttpsServer extension;
  private static String bundle;

  @BeforeAll
  static void start() throws Exception {
    var address = ProxiedPods.address();
    server = TestServer.start(directory, true);
    bundle = Base64.getEncoder().encodeToString(Files.readAllBytes(directory.resolve("ca.crt")));
    extension = extension(address);
    service("metrics", address.getHostAddress());
    service("empty", null);
  }

  private static HttpsServer extension(InetAddress address) throws Exception {
    var tls =
        ((JdkSslContext)
                SslContextBuilder.forServer(
                        directory.resolve("extension.crt").toFile(),
                        directory.resolve("extension.key").toFile())
                    .sslProvider(SslProvider.JDK)
                    .trustManager(directory.resolve("ca.crt").toFile())
                    .clientAuth(ClientAuth.OPTIONAL)
                    .build())
            .context();
    var server = HttpsServer.create(new InetSocketAddress(address, 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            var wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setWantClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext("/", AggregationTest::answer);
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    var body =
        switch (exchange.getRequestURI().getPath()) {
          case METRICS ->
              "{'kind':'APIResourceList','apiVersion':'v1','groupVersion':'metrics.k8s.io/v1beta1',"
                  + "'resources':[{'name':'pods','singularName':'pod','namespaced':true,"
                  + "'kind':'PodMetrics','verbs':['get','list']},"
                  + "{'name':'pods/history','namespaced':true,'kind':'History','verbs':['get']}]}";
          case "/openapi/v3/apis/metrics.k8s.io/v1beta1" ->
              "{'openapi':'3.0.0','paths':{},'components':{'schemas':{'io.k8s.PodMetrics':{}}}}";
          case "/openapi/v2" ->
              "{'swagger':'2.0','paths':{'/apis/metrics.k8s.io/v1beta1/pods':{},'/other':{}},"
                  + "'definitions':{'io.k8s.PodMetrics':{'type':'object'}}}";
          default -> whoAsks(exchange);
        };
    var bytes = body.replace('\'', '"').getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String whoAsks(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    var certificates = ((HttpsExchange) exchange).getSSLSession().getPeerCertificates();
    var answer = Json.mapper().createObjectNode();
    answer.put("kind", "Echo").put("method", exchange.getRequestMethod());
    answer.put("uri", exchange.getRequestURI().toString());
    answer.put("proxy", ((X509Certificate) certificates[0]).getSubjectX500Principal().getName());
    answer.put("user", headers.getFirst("X-Remote-User"));
    answer.put("groups", String.join(",", headers.get("X-Remote-Group")));
    answer.put("scopes", headers.getFirst("X-Remote-Extra-Scopes"));
    answer.put("audit", headers.getFirst("Audit-Id"));
    answer.put("authorization", headers.getFirst("Authorization"));
    answer.put("body", new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    return answer.toString();
  }

  private static void service(String name, String address) throws Exception {
    var admin = server.admin();
    var base = "/api/v1/namespaces/default/services";
    admin
        .post(
            base,
            "{'metadata':{'name':'%s'},'spec':{'ports':[{'name':'https','port':443}]}}"
                .formatted(name))
        .isCode(201);
    admin
        .post(
            "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
            ("{'metadata':{'name':'%s-a','labels':{'kubernetes.io/service-name':'%s'}},"
                    + "'addressType':'IPv4','ports':[{'name':'https','port':%d}],'endpoints':[%s]}")
                .formatted(
                    name,
                    name,
                    extension.getAddress().getPort(),
                    address == null ? "" : "{'addresses':['" + address + "']}"))
        .isCode(201);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
      extension.stop(0);
    }
  }

  private static void register(String version, String group, String service, String trust)
      throws Exception {
    server
        .admin()
        .post(
            APIS,
            ("{'metadata':{'name':'%s.%s'},'spec':{'group':'%s','version':'%s',"
                    + "'groupPriorityMinimum':100,'versionPriority':100,%s,"
                    + "'service':{'namespace':'default','name':'%s'}}}")
                .formatted(version, group, group, version, trust, service))
        .isCode(201);
  }

  private static String verified() {
    return "'caBundle':'" + bundle + "'";
  }

  private static Answer awaitCondition(String name, String reason) throws Exception {
    return await(
        APIS + "/" + name,
        answer -> answer.body().at("/status/conditions/0/reason").asString("").equals(reason));
  }

  private static Answer await(String path, Predicate<Answer> wanted) throws Exception {
    var end = System.nanoTime() + 60_000_000_000L;
    var answer = server.admin().get(path);
    while (!wanted.test(answer) && System.nanoTime() < end) {
      Thread.onSpinWait();
      answer = server.admin().get(path);
    }
    assertThat(wanted.test(answer)).as("%s", answer.response().body()).isTrue();
    return answer;
  }

  @Test
  void requestsArePassedOnInTheNameOfWhoAsks() throws Exception {
    register("v1beta1", "metrics.k8s.io", "metrics", verified());
    var available = awaitCondition("v1beta1.metrics.k8s.io", "Passed").body();
    assertThat(available.at("/status/conditions/0/status").stringValue()).isEqualTo("True");
    assertThat(available.at("/status/conditions/0/message").stringValue())
        .isEqualTo("all checks passed");

    var admin = server.admin();
    var answer =
        admin
            .with("X-Remote-User", "somebody-else")
            .with("X-Remote-Group", "others")
            .with("Impersonate-User", "jane")
            .with("Impersonate-Group", "system:masters")
            .with("Impersonate-Extra-Scopes", "view")
            .send("POST", METRICS + "/namespaces/default/pods?q=1", "{\"a\":1}")
            .isCode(200);
    var echo = answer.body();
    assertThat(answer.response().headers().allValues("Audit-Id"))
        .containsExactly(echo.path("audit").stringValue());
    assertThat(echo.path("method").stringValue()).isEqualTo("POST");
    assertThat(echo.path("uri").stringValue()).isEqualTo(METRICS + "/namespaces/default/pods?q=1");
    assertThat(echo.path("body").stringValue()).isEqualTo("{\"a\":1}");
    assertThat(echo.path("proxy").stringValue()).isEqualTo("CN=front-proxy-client");
    assertThat(echo.path("user").stringValue()).isEqualTo("jane");
    assertThat(echo.path("groups").stringValue()).isEqualTo("system:masters,system:authenticated");
    assertThat(echo.path("scopes").stringValue()).isEqualTo("view");
    assertThat(echo.path("authorization").isNull()).isTrue();

    // who may not is refused here, before anybody else is asked
    assertThat(server.as("joe").get(METRICS + "/namespaces/default/pods").code()).isEqualTo(403);
    discoveryShowsIt();
  }

  private static void discoveryShowsIt() throws Exception {
    var admin = server.admin();
    var groups = admin.get("/apis").isCode(200).body().path("groups");
    assertThat(groups.valueStream().map(g -> g.path("name").stringValue()))
        .contains("metrics.k8s.io");
    assertThat(admin.get("/apis/metrics.k8s.io").isCode(200).body().at("/versions/0/version"))
        .hasToString("\"v1beta1\"");
    assertThat(admin.get(METRICS).isCode(200).body().at("/resources/0/kind").stringValue())
        .isEqualTo("PodMetrics");
    var aggregated =
        admin
            .with("Accept", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
            .get("/apis")
            .isCode(200)
            .body();
    var entry =
        aggregated
            .path("items")
            .valueStream()
            .filter(item -> item.at("/metadata/name").stringValue().equals("metrics.k8s.io"))
            .findFirst()
            .orElseThrow();
    assertThat(entry.at("/versions/0"))
        .isEqualTo(
            Json.tree(
                """
                {"version":"v1beta1","resources":[{"resource":"pods","responseKind":
                {"group":"","version":"","kind":"PodMetrics"},
                "scope":"Namespaced","singularResource":"pod","verbs":["get","list"],
                "subresources":[{"subresource":"history","responseKind":{"group":"",
                "version":"","kind":"History"},"verbs":["get"]}]}],"freshness":"Current"}
                """));
    var index = admin.get("/openapi/v3").isCode(200).body().path("paths");
    assertThat(index.has("apis/metrics.k8s.io/v1beta1")).isTrue();
    assertThat(
            admin
                .get("/openapi/v3/apis/metrics.k8s.io/v1beta1")
                .isCode(200)
                .body()
                .at("/components/schemas")
                .has("io.k8s.PodMetrics"))
        .isTrue();
    var v2 = admin.get("/openapi/v2").isCode(200).body();
    assertThat(v2.path("definitions").has("io.k8s.PodMetrics")).isTrue();
    assertThat(v2.path("paths").has("/apis/metrics.k8s.io/v1beta1/pods")).isTrue();
    assertThat(v2.path("paths").has("/other")).isFalse();
  }

  @Test
  void whyItIsNotAvailableIsSaid() throws Exception {
    register("v1", "a.example.com", "absent", verified());
    register("v1", "b.example.com", "empty", verified());
    register("v1", "c.example.com", "metrics", "'insecureSkipTLSVerify':false");
    assertThat(
            awaitCondition("v1.a.example.com", "ServiceNotFound")
                .body()
                .at("/status/conditions/0/message")
                .stringValue())
        .isEqualTo("service/absent in \"default\" is not present");
    assertThat(
            awaitCondition("v1.b.example.com", "MissingEndpoints")
                .body()
                .at("/status/conditions/0/message")
                .stringValue())
        .isEqualTo(
            "endpointslices for service/empty in \"default\" have no addresses with port name"
                + " \"https\"");
    var untrusted = awaitCondition("v1.c.example.com", "FailedDiscoveryCheck").body();
    assertThat(untrusted.at("/status/conditions/0/status").stringValue()).isEqualTo("False");
    assertThat(untrusted.at("/status/conditions/0/message").stringValue())
        .startsWith("failing or missing response from https://")
        .contains("/apis/c.example.com/v1");

    var refused = server.admin().get("/apis/a.example.com/v1/namespaces/default/things");
    assertThat(refused.code()).isEqualTo(503);
    assertThat(refused.response().body()).isEqualTo("service unavailable\n");
    var groups = server.admin().get("/apis").body().path("groups");
    assertThat(groups.valueStream().map(g -> g.path("name").stringValue()))
        .contains("a.example.com");

    server.admin().send("DELETE", APIS + "/v1.a.example.com", "").isCode(200);
    await("/apis/a.example.com/v1/namespaces/default/things", answer -> answer.code() == 404);
  }

  @Test
  void extensionServersAreToldWhomToBelieve() throws Exception {
    var data =
        await(
                "/api/v1/namespaces/kube-system/configmaps/extension-apiserver-authentication",
                answer -> answer.code() == 200)
            .body()
            .path("data");
    assertThat(data.path("client-ca-file").stringValue()).startsWith("-----BEGIN CERTIFICATE");
    assertThat(data.path("requestheader-client-ca-file").stringValue()).startsWith("-----BEGIN");
    assertThat(data.path("requestheader-allowed-names").stringValue())
        .isEqualTo("[\"front-proxy-client\"]");
    assertThat(data.path("requestheader-username-headers").stringValue())
        .isEqualTo("[\"X-Remote-User\"]");
  }

  @Test
  void groupsOfCustomResourcesHaveAnApiService() throws Exception {
    server
        .admin()
        .post(
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
            "{'metadata':{'name':'gears.d.example.com'},'spec':{'group':'d.example.com',"
                + "'scope':'Cluster','names':{'plural':'gears','kind':'Gear'},'versions':[{"
                + "'name':'v1','served':true,'storage':true,'schema':{'openAPIV3Schema':{"
                + "'type':'object'}}}]}}")
        .isCode(201);
    var service = await(APIS + "/v1.d.example.com", answer -> answer.code() == 200).body();
    assertThat(service.at("/metadata/labels/kube-aggregator.kubernetes.io~1automanaged"))
        .hasToString("\"true\"");
    server
        .admin()
        .send(
            "DELETE",
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/gears.d.example.com",
            "")
        .isCode(200);
    await(APIS + "/v1.d.example.com", answer -> answer.code() == 404);
  }
}
