package io.coxswain.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.kubectl.invocation.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole invocations against a scripted server. */
class KubectlTest {
  private static final String TABLE =
      """
      {"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"7"},
       "columnDefinitions":[{"name":"Name","priority":0},{"name":"Ready","priority":0},{"name":"IP","priority":1}],
       "rows":[{"cells":["web-1","1/1","10.0.0.1"],"object":{"metadata":{"name":"web-1","namespace":"default","labels":{"app":"web"}}}},
               {"cells":["long-name-of-a-pod","0/1","<none>"],"object":{"metadata":{"name":"long-name-of-a-pod","namespace":"default"}}}]}""";
  private static final String NOT_FOUND =
      """
      {"kind":"Status","apiVersion":"v1","status":"Failure","message":"configmaps \\"c\\" not found",
       "reason":"NotFound","details":{"name":"c","kind":"configmaps"},"code":404}""";
  private static final String MANIFEST =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {k: v}\n";

  @TempDir Path directory;
  private ScriptedServer server;
  private String out = "";
  private String err = "";

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int kubectl(String... arguments) {
    var all = new ArrayList<>(List.of("--server", server.address()));
    all.addAll(List.of(arguments));
    var stdout = new ByteArrayOutputStream();
    var stderr = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new ByteArrayInputStream(MANIFEST.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(stdout, true, StandardCharsets.UTF_8),
            new PrintStream(stderr, true, StandardCharsets.UTF_8),
            Map.of("HOME", directory.toString()),
            directory,
            directory,
            () -> Instant.parse("2026-01-01T00:00:00Z"));
    var code = new Kubectl(terminal).run(all.toArray(new String[0]));
    out = stdout.toString(StandardCharsets.UTF_8);
    err = stderr.toString(StandardCharsets.UTF_8);
    return code;
  }

  @Test
  void getPrintsTheServersTable() {
    server.answer("GET /api/v1/namespaces/default/pods", 200, TABLE);
    assertThat(kubectl("get", "po")).isZero();
    assertThat(out)
        .isEqualTo(
            """
            NAME                 READY
            web-1                1/1
            long-name-of-a-pod   0/1
            """);
    assertThat(server.requests.getFirst().accept()).contains("as=Table;v=v1;g=meta.k8s.io");
  }

  @Test
  void wideShowsAllColumnsAndLabels() {
    server.answer("GET /api/v1/pods", 200, TABLE);
    assertThat(kubectl("get", "pods", "-A", "-owide", "--show-labels", "--no-headers")).isZero();
    assertThat(out)
        .isEqualTo(
            """
            default   web-1                1/1   10.0.0.1   app=web
            default   long-name-of-a-pod   0/1   <none>     <none>
            """);
  }

  @Test
  void nothingFoundIsSaidOnStderr() {
    server.answer(
        "GET /api/v1/namespaces/x/pods",
        200,
        "{\"kind\":\"Table\",\"columnDefinitions\":[],\"rows\":[]}");
    assertThat(kubectl("-n", "x", "get", "pods")).isZero();
    assertThat(out).isEmpty();
    assertThat(err).isEqualTo("No resources found in x namespace.\n");
  }

  @Test
  void refusalsAreInUpstreamsWords() {
    server.answer("GET /api/v1/namespaces/default/configmaps/c", 404, NOT_FOUND);
    assertThat(kubectl("get", "cm/c")).isEqualTo(1);
    assertThat(err).isEqualTo("Error from server (NotFound): configmaps \"c\" not found\n");
    assertThat(kubectl("get", "cm/c", "--ignore-not-found")).isZero();
  }

  @Test
  void invalidObjectsNameTheirFields() {
    server.answer(
        "GET /api/v1/namespaces/default/configmaps/c",
        422,
        """
        {"kind":"Status","status":"Failure","reason":"Invalid","code":422,"message":"m",
         "details":{"name":"c","kind":"Pod","causes":[{"message":"Required value","field":"spec.a"},{"message":"Invalid value","field":"spec.b"}]}}""");
    kubectl("get", "cm", "c");
    assertThat(err)
        .isEqualTo(
            "The Pod \"c\" is invalid: \n* spec.a: Required value\n* spec.b: Invalid value\n");
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    var address = server.address();
    server.close();
    assertThat(kubectl("get", "pods")).isEqualTo(1);
    assertThat(err)
        .isEqualTo(
            "The connection to the server %s was refused - did you specify the right host or port?\n"
                .formatted(address.substring("http://".length())));
  }

  @Test
  void applyCreatesWithTheManifestRemembered() {
    server.answer("GET /api/v1/namespaces/default/configmaps/c", 404, NOT_FOUND);
    server.answer(
        "POST /api/v1/namespaces/default/configmaps", 201, "{\"metadata\":{\"name\":\"c\"}}");
    assertThat(kubectl("apply", "-f", "-")).isZero();
    assertThat(out).isEqualTo("configmap/c created\n");
    var request = server.requests.getLast();
    assertThat(request.line())
        .contains("fieldManager=kubectl-client-side-apply", "fieldValidation=Strict");
    assertThat(request.body())
        .isEqualTo(
            "{\"apiVersion\":\"v1\",\"data\":{\"k\":\"v\"},\"kind\":\"ConfigMap\",\"metadata\":{\"annotations\":"
                + "{\"kubectl.kubernetes.io/last-applied-configuration\":\"{\\\"apiVersion\\\":\\\"v1\\\",\\\"data\\\":{\\\"k\\\":\\\"v\\\"},"
                + "\\\"kind\\\":\\\"ConfigMap\\\",\\\"metadata\\\":{\\\"annotations\\\":{},\\\"name\\\":\\\"c\\\",\\\"namespace\\\":\\\"default\\\"}}\\n\"},"
                + "\"name\":\"c\",\"namespace\":\"default\"}}");
  }

  @Test
  void applyingWhatIsThereSendsNoPatch() {
    server.answer("GET /api/v1/namespaces/default/configmaps/c", 404, NOT_FOUND);
    server.answer(
        "POST /api/v1/namespaces/default/configmaps", 201, "{\"metadata\":{\"name\":\"c\"}}");
    kubectl("apply", "-f", "-");
    var stored = server.requests.getLast().body();
    server.answer("GET /api/v1/namespaces/default/configmaps/c", 200, stored);
    assertThat(kubectl("apply", "-f", "-")).isZero();
    assertThat(out).isEqualTo("configmap/c unchanged\n");
    assertThat(server.requests.getLast().line()).startsWith("GET ");
  }

  @Test
  void deleteSaysWhereFrom() {
    server.answer(
        "DELETE /api/v1/namespaces/default/configmaps/c",
        200,
        "{\"kind\":\"Status\",\"status\":\"Success\"}");
    assertThat(kubectl("delete", "cm", "c")).isZero();
    assertThat(out).isEqualTo("configmap \"c\" deleted from default namespace\n");
    assertThat(server.requests.getFirst().body()).contains("\"propagationPolicy\":\"Background\"");
  }

  @Test
  void oneBadObjectDoesNotStopTheOthers() throws IOException {
    Files.writeString(
        directory.resolve("two.yaml"), "kind: ConfigMap\nmetadata: {name: x}\n---\n" + MANIFEST);
    server.answer(
        "POST /api/v1/namespaces/default/configmaps", 201, "{\"metadata\":{\"name\":\"c\"}}");
    assertThat(kubectl("create", "-f", "two.yaml")).isEqualTo(1);
    assertThat(out).isEqualTo("configmap/c created\n");
    assertThat(err)
        .isEqualTo(
            "error: error validating \"two.yaml\": error validating data: apiVersion not set; if you choose to ignore these errors, turn validation off with --validate=false\n");
  }

  @Test
  void unknownFlagsAndVerbsAreRefused() {
    assertThat(kubectl("get", "pods", "--nosuch")).isEqualTo(1);
    assertThat(err)
        .isEqualTo("error: unknown flag: --nosuch\nSee 'kubectl get --help' for usage.\n");
    assertThat(kubectl("nosuch")).isEqualTo(1);
    assertThat(err).isEqualTo("error: unknown command \"nosuch\" for \"kubectl\"\n");
  }

  @Test
  void theLocalClustersKubeconfigIsFoundInParents() throws IOException {
    Files.createDirectories(directory.resolve(".cox"));
    Files.writeString(
        directory.resolve(".cox/kubeconfig"),
        "current-context: here\ncontexts:\n- {name: here, context: {cluster: c, namespace: team}}\nclusters:\n- {name: c, cluster: {server: 'http://unused'}}\n");
    server.answer("GET /api/v1/namespaces/team/pods", 200, TABLE);
    assertThat(kubectl("get", "pods", "-o", "name")).isEqualTo(0);
    assertThat(kubectl("config", "current-context")).isZero();
    assertThat(out).isEqualTo("here\n");
  }

  @Test
  void everyVerbHasHelp() {
    for (var line : VerbCatalog.usage().lines().filter(text -> text.startsWith("  ")).toList()) {
      var name = line.strip().split("  +", 2)[0];
      assertThat(kubectl((name + " --help").split(" "))).as(name).isZero();
      assertThat(out).as(name).contains("Usage: kubectl " + name);
    }
  }
}
