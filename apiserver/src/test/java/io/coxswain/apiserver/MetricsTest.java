package io.coxswain.apiserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What monitoring finds: names, labels and buckets are upstream's (kubernetes-mixin reads them).
 */
class MetricsTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  @TempDir static Path directory;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    var admin = server.admin();
    admin.post(MAPS, "{'metadata':{'name':'a'}}").isCode(201);
    admin.post(MAPS, "{'metadata':{'name':'a'}}").isCode(409);
    admin.post(MAPS + "?dryRun=All", "{'metadata':{'name':'b'}}").isCode(201);
    admin.get(MAPS).isCode(200);
    admin.get("/api/v1/configmaps?fieldSelector=metadata.name=a").isCode(200);
    admin.get(MAPS + "/a").isCode(200);
    admin.send("DELETE", MAPS + "?labelSelector=no=one", "").isCode(200);
    server.as("jane").get(MAPS).isCode(403);
    admin.get("/api/v1/nonsense" + System.nanoTime()).isCode(404);
    admin.get(MAPS + "/a/nonsense").isCode(404);
    admin.get("/apis/example.com/v1/boats").isCode(404);
    server.watch(MAPS + "?watch=1", 1);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<String> lines(String name) throws Exception {
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .toList();
  }

  private static String labels(String verb, String scope) {
    return "component=\"apiserver\",dry_run=\"\",group=\"\",resource=\"configmaps\",scope=\""
        + scope
        + "\",subresource=\"\",verb=\""
        + verb
        + "\",version=\"v1\"";
  }

  @Test
  void requestsAreCountedByWhatTheyAsk() throws Exception {
    var total = lines("apiserver_request_total");
    assertThat(total)
        .contains(
            "apiserver_request_total{code=\"201\"," + labels("POST", "resource") + "} 1.0",
            "apiserver_request_total{code=\"409\"," + labels("POST", "resource") + "} 1.0",
            "apiserver_request_total{code=\"200\"," + labels("LIST", "namespace") + "} 1.0",
            "apiserver_request_total{code=\"200\"," + labels("LIST", "cluster") + "} 1.0",
            "apiserver_request_total{code=\"200\"," + labels("GET", "resource") + "} 1.0",
            "apiserver_request_total{code=\"200\"," + labels("DELETE", "namespace") + "} 1.0")
        .anyMatch(line -> line.contains("code=\"201\"") && line.contains("dry_run=\"All\""))
        .noneMatch(line -> line.contains("nonsense") || line.contains("example.com"))
        .noneMatch(line -> line.contains("code=\"403\"")); // never came so far
  }

  @Test
  void timesAndSizesHaveUpstreamsBuckets() throws Exception {
    var get = labels("GET", "resource");
    assertThat(buckets("apiserver_request_duration_seconds_bucket", get))
        .containsExactly(
            "0.005", "0.025", "0.05", "0.1", "0.2", "0.4", "0.6", "0.8", "1.0", "1.25", "1.5",
            "2.0", "3.0", "4.0", "5.0", "6.0", "8.0", "10.0", "15.0", "20.0", "30.0", "45.0",
            "60.0", "+Inf");
    var alone = get.replace("dry_run=\"\",", "");
    assertThat(buckets("apiserver_request_sli_duration_seconds_bucket", alone))
        .startsWith("0.05", "0.1")
        .hasSize(22);
    assertThat(buckets("apiserver_response_sizes_bucket", alone))
        .containsExactly(
            "1000.0", "10000.0", "100000.0", "1000000.0", "1.0E7", "1.0E8", "1.0E9", "+Inf");
    assertThat(lines("apiserver_request_duration_seconds_count"))
        .contains("apiserver_request_duration_seconds_count{" + get + "} 1");
  }

  private static List<String> buckets(String name, String labels) throws Exception {
    var start = name + "{" + labels + ",le=\"";
    return lines(name).stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length(), line.indexOf('"', start.length())))
        .toList();
  }

  @Test
  void whatIsStoredAndToldIsCounted() throws Exception {
    assertThat(lines("apiserver_storage_objects"))
        .contains("apiserver_storage_objects{resource=\"configmaps\"} 2.0")
        .anyMatch(line -> line.contains("clusterroles.rbac.authorization.k8s.io"));
    assertThat(lines("etcd_request_duration_seconds_count"))
        .anyMatch(
            line -> line.contains("group=\"\",operation=\"create\",resource=\"configmaps\"} "));
    assertThat(lines("apiserver_watch_events_total"))
        .anyMatch(line -> line.contains("{group=\"\",resource=\"configmaps\",version=\"v1\"}"));
    assertThat(lines("apiserver_current_inflight_requests"))
        .extracting(line -> line.substring(0, line.indexOf('}')))
        .containsExactly(
            "apiserver_current_inflight_requests{request_kind=\"mutating\"",
            "apiserver_current_inflight_requests{request_kind=\"readOnly\"");
    assertThat(lines("apiserver_flowcontrol_request_wait_duration_seconds_bucket"))
        .anyMatch(line -> line.contains("execute=\"true\"") && line.contains("le=\"0.0\""));
    for (var name :
        List.of(
            "apiserver_longrunning_requests",
            "kubernetes_build_info",
            "process_cpu_seconds_total",
            "process_resident_memory_bytes")) {
      assertThat(lines(name)).as(name).isNotEmpty();
    }
  }

  @Test
  void whoIsLetInAndWhatIsAllowedIsCounted() throws Exception {
    server.nobody().with("Authorization", "Bearer wrong").get(MAPS).isCode(401);
    assertThat(lines("authenticated_user_requests"))
        .anyMatch(line -> line.startsWith("authenticated_user_requests{username=\"admin\"} "))
        .noneMatch(line -> line.contains("jane"));
    assertThat(lines("authentication_attempts"))
        .contains("authentication_attempts{result=\"error\"} 1.0")
        .anyMatch(line -> line.startsWith("authentication_attempts{result=\"success\"} "));
    assertThat(lines("authorization_attempts_total"))
        .anyMatch(line -> line.matches(".*\\{result=\"no-opinion\"} [1-9].*"))
        .anyMatch(line -> line.startsWith("authorization_attempts_total{result=\"allowed\"} "));
    for (var name : List.of("authentication_duration_seconds", "authorization_duration_seconds")) {
      var labels = "result=\"" + (name.startsWith("authen") ? "success" : "allowed") + "\"";
      assertThat(buckets(name + "_bucket", labels))
          .startsWith("0.001", "0.002", "0.004")
          .endsWith("16.384", "+Inf")
          .hasSize(16);
    }
  }

  @Test
  void admissionIsMeasuredInAllAndByPlugin() throws Exception {
    for (var type : List.of("admit", "validate")) {
      var labels = "operation=\"CREATE\",rejected=\"false\",type=\"" + type + "\"";
      assertThat(buckets("apiserver_admission_step_admission_duration_seconds_bucket", labels))
          .containsExactly("0.005", "0.025", "0.1", "0.5", "1.0", "2.5", "+Inf");
      for (var plugin : List.of("LimitRanger", "NamespaceLifecycle", "ServiceAccount")) {
        assertThat(
                buckets(
                    "apiserver_admission_controller_admission_duration_seconds_bucket",
                    "name=\"" + plugin + "\"," + labels))
            .hasSize(7);
      }
    }
  }

  @Test
  void connectionsThatDoNotSpeakTlsAreCounted() throws Exception {
    try (var socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8));
      socket.getInputStream().readAllBytes();
    } catch (SocketException reset) {
      assertThat(reset).isNotNull();
    }
    assertThat(lines("apiserver_tls_handshake_errors_total"))
        .containsExactly("apiserver_tls_handshake_errors_total 1.0");
  }

  @Test
  void executionsOfFlowsAreMeasuredAndWatchesApart() throws Exception {
    var exempt = "flow_schema=\"exempt\",priority_level=\"exempt\",type=\"";
    for (var type : List.of("regular", "watch")) {
      assertThat(
              buckets(
                  "apiserver_flowcontrol_request_execution_seconds_bucket", exempt + type + "\""))
          .startsWith("0.0", "0.005", "0.02")
          .endsWith("15.0", "30.0", "+Inf");
    }
  }

  /** A process that is asked for paths nobody serves must not remember them. */
  @Test
  void pathsThatAreNotServedLeaveNothingBehind() throws Exception {
    var before = server.get("/metrics").body().lines().count();
    for (var i = 0; i < 50; i++) {
      server.get("/apis/g" + i + ".example.com/v1/things");
      server.nobody().get("/api/v1/things" + i);
      server.get(MAPS + "/a/part" + i);
    }
    assertThat(server.get("/metrics").body().lines().count()).isLessThan(before + 50);
  }
}
