package io.coxswain.apiserver.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.TestServer;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;

/**
 * Hostile requests to a real server: it answers each, in time, never with a failure of its own, and
 * with a well-formed Status where it refuses; afterwards nothing is left behind. {@code
 * -Dcoxswain.fuzz.requests=100000 -Dcoxswain.fuzz.seed=7} makes it a long run.
 */
final class FuzzTest {
  private static final int REQUESTS = Integer.getInteger("coxswain.fuzz.requests", 600);
  private static final long SEED = Long.getLong("coxswain.fuzz.seed", 1);
  private static final int CLIENTS = 3;

  /** What stands behind a proxy is not there, and upstream says so with these. */
  private static final Pattern PROXIED =
      Pattern.compile(".*/(proxy|exec|attach|portforward|log)([/?].*)?");

  @TempDir static Path directory;
  private static TestServer server;
  private static SSLContext tls;
  private static ResourceLeakDetector.Level level;
  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void start() throws Exception {
    level = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + "\n" + records));
    server = TestServer.start(directory);
    tls = server.clientTls("O=system:masters,CN=fuzz");
    for (var object : Victims.ALL) {
      server.create(object.getKey(), object.getValue());
    }
  }

  @AfterAll
  static void stop() {
    server.close();
    ByteBufUtil.setLeakListener(null);
    ResourceLeakDetector.setLevel(level);
  }

  @Test
  void nothingBreaksOrStaysBehind() throws Exception {
    var files = openFiles();
    var heap = heap();
    Queue<String> findings = new ConcurrentLinkedQueue<>();
    var clients = new ArrayList<Thread>();
    for (var i = 0; i < CLIENTS; i++) {
      var seed = SEED * 1000 + i;
      clients.add(Thread.ofPlatform().start(() -> run(seed, REQUESTS / CLIENTS, findings)));
    }
    clients.add(Thread.ofPlatform().start(() -> frames(SEED, REQUESTS / 50, findings)));
    for (var client : clients) {
      client.join();
    }
    assertThat(findings.stream().limit(20)).as("%d findings", findings.size()).isEmpty();
    assertThat(server.get("/readyz").body()).isEqualTo("ok");
    var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (opened(files).size() > 3 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(opened(files)).hasSizeLessThanOrEqualTo(3); // the watch of this test's own client
    assertThat(heap() - heap).isLessThan(100L << 20);
    assertThat(LEAKS).isEmpty();
  }

  private static void run(long seed, int requests, Queue<String> findings) {
    var hostile = new HostileRequests(seed);
    RawConnection connection = null;
    for (var i = 0; i < requests; i++) {
      var request = hostile.next();
      var began = System.nanoTime();
      try {
        if (connection == null) {
          connection = new RawConnection(tls, server.port(), "http/1.1");
        }
        connection.send(request.bytes());
        if (!request.whole()) {
          connection.close();
          connection = null;
          continue;
        }
        var answer = connection.read(request.method());
        var problem = problem(request, answer);
        if (problem != null) {
          findings.add(seed + "/" + i + ": " + problem + "\n" + request.shown());
        }
        if (answer.code() == 101) {
          connection.send(hostile.bytes(200));
          connection.drain(50);
        }
        if (!answer.reusable()) {
          connection.close();
          connection = null;
        }
      } catch (SocketTimeoutException e) {
        findings.add(seed + "/" + i + ": no answer\n" + request.shown());
        connection = null;
      } catch (IOException | RuntimeException e) {
        findings.add(seed + "/" + i + ": " + e + "\n" + request.shown());
        connection = null;
      }
      var seconds = (System.nanoTime() - began) / 1e9;
      if (seconds > 10) {
        findings.add(seed + "/" + i + ": took " + seconds + " s\n" + request.shown());
      }
    }
  }

  private static String problem(HostileRequests.Hostile request, RawConnection.Answer answer) {
    var code = answer.code();
    var text = new String(answer.body(), UTF_8);
    if (code == 0) {
      return "closed without an answer";
    }
    if (code >= 500 && !isUpstreams(request, code, text)) {
      return code + " " + text;
    }
    var type = answer.headers().getOrDefault("content-type", "");
    if (code < 400 || request.method().equals("HEAD") || !type.contains("json")) {
      return code < 400 || request.method().equals("HEAD") || isPlain(code, type, text)
          ? null
          : "no Status: " + code + " " + type + " " + text;
    }
    try {
      var status = Json.tree(answer.body());
      var whole =
          status.path("kind").asString("").equals("Status")
              && status.path("apiVersion").asString("").equals("v1")
              && status.path("status").asString("").equals("Failure")
              && status.path("code").asInt(0) == code
              && !status.path("message").asString("").isEmpty()
              && (code == 422 || code == 500 || !status.path("reason").asString("").isEmpty());
      return whole ? null : "no whole Status: " + text;
    } catch (JacksonException e) {
      return "no JSON: " + text;
    }
  }

  /**
   * Proxied requests fail with what they meet, a revision from the future is waited for, and two
   * mistakes of clients are internal errors upstream, too.
   */
  private static boolean isUpstreams(HostileRequests.Hostile request, int code, String text) {
    return PROXIED.matcher(request.line()).matches()
        || code == 504 && text.contains("Too large resource version")
        || text.contains("failed to create typed patch object")
        || request.shown().contains("\r\nImpersonate-Extra-"); // without a user
  }

  private static boolean isPlain(int code, String type, String text) {
    return type.startsWith("text/plain")
        && (code == 404 && text.startsWith("404 page not found") || code == 406);
  }

  /** HTTP/2 with frames of any type, flags and content behind a proper beginning. */
  private static void frames(long seed, int connections, Queue<String> findings) {
    var random = new Random(seed);
    for (var i = 0; i < connections; i++) {
      try (var connection = new RawConnection(tls, server.port(), "h2")) {
        connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(UTF_8));
        connection.send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
        for (var frame = random.nextInt(12); frame >= 0; frame--) {
          var content = new byte[random.nextInt(40)];
          random.nextBytes(content);
          var length = random.nextInt(8) == 0 ? random.nextInt(70_000) : content.length;
          var type = random.nextInt(12);
          connection.send(
              new byte[] {
                (byte) (length >> 16),
                (byte) (length >> 8),
                (byte) length,
                (byte) type,
                (byte) random.nextInt(64),
                0,
                0,
                0,
                (byte) random.nextInt(6)
              });
          connection.send(content);
        }
        connection.drain(5);
      } catch (IOException e) {
        findings.add("frames " + i + ": " + e);
      }
    }
  }

  /**
   * What this process has open, but for the inner files of event loops, which start when needed.
   */
  private static List<String> openFiles() throws IOException {
    var targets = new ArrayList<String>();
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      for (var file : files.toList()) {
        try {
          targets.add(Files.readSymbolicLink(file).toString());
        } catch (NoSuchFileException e) {
          continue; // closed meanwhile
        }
      }
    }
    targets.removeIf(target -> target.startsWith("anon_inode:"));
    return targets;
  }

  /** What is open now and was not before. */
  private static List<String> opened(List<String> before) throws IOException {
    var now = openFiles();
    before.forEach(now::remove);
    return now;
  }

  private static long heap() {
    System.gc();
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Objects called web, for requests to change. */
  private static final class Victims {
    private static final String CORE = "/api/v1/namespaces/default/";
    private static final String APPS = "/apis/apps/v1/namespaces/default/";
    private static final String POD =
        "'spec':{'containers':[{'name':'c','image':'i','ports':[{'containerPort':80}]}]}";
    private static final String TEMPLATE =
        "'selector':{'matchLabels':{'a':'b'}},'template':{'metadata':{'labels':{'a':'b'}},"
            + POD
            + "}";
    private static final List<java.util.Map.Entry<String, String>> ALL =
        List.of(
            victim(CORE + "serviceaccounts", "default", ""),
            victim(CORE + "serviceaccounts", "web", ""),
            victim(CORE + "pods", "web", "," + POD),
            victim(CORE + "configmaps", "web", ",'data':{'a':'b'}"),
            victim(CORE + "secrets", "web", ",'data':{'a':'AA=='}"),
            victim(CORE + "services", "web", ",'spec':{'ports':[{'port':80}]}"),
            victim("/api/v1/nodes", "web", ""),
            victim("/api/v1/namespaces", "web", ""),
            victim(
                CORE + "persistentvolumeclaims",
                "web",
                ",'spec':{'accessModes':['ReadWriteOnce'],'resources':{'requests':{'storage':'1Gi'}}}"),
            victim(APPS + "deployments", "web", ",'spec':{" + TEMPLATE + "}"),
            victim(APPS + "statefulsets", "web", ",'spec':{'serviceName':'x'," + TEMPLATE + "}"),
            victim(APPS + "daemonsets", "web", ",'spec':{" + TEMPLATE + "}"),
            victim(APPS + "replicasets", "web", ",'spec':{" + TEMPLATE + "}"),
            victim(
                "/apis/networking.k8s.io/v1/namespaces/default/ingresses",
                "web",
                ",'spec':{'defaultBackend':{'service':{'name':'x','port':{'number':80}}}}"),
            victim(
                "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers",
                "web",
                ",'spec':{'maxReplicas':3,'scaleTargetRef':{'kind':'Deployment','name':'web'}}"),
            victim("/apis/rbac.authorization.k8s.io/v1/clusterroles", "web", ",'rules':[]"),
            victim("/apis/coordination.k8s.io/v1/namespaces/default/leases", "web", ",'spec':{}"),
            victim(
                "/apis/policy/v1/namespaces/default/poddisruptionbudgets",
                "web",
                ",'spec':{'minAvailable':1,'selector':{'matchLabels':{'a':'b'}}}"));

    private static java.util.Map.Entry<String, String> victim(
        String path, String name, String rest) {
      return java.util.Map.entry(path, "{'metadata':{'name':'" + name + "'}" + rest + "}");
    }
  }
}
