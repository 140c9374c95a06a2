package io.coxswain.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shells are offered, in the form of Cobra's {@code __complete}. */
class CompleterTest {
  private static final String PODS =
      "{\"kind\":\"PodList\",\"items\":[{\"metadata\":{\"name\":\"web-1\"}},{\"metadata\":{\"name\":\"web-2\"}}]}";
  private static final String POD =
      """
      {"kind":"Pod","metadata":{"name":"web-1"},"spec":{"initContainers":[{"name":"wait"}],
       "containers":[{"name":"app","ports":[{"containerPort":8080}]},{"name":"sidecar"}]}}""";
  private static final String GROUPS =
      """
      {"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"apps"},"versions":[{"version":"v1","resources":[
        {"resource":"deployments","verbs":["get","list"],"responseKind":{"kind":"Deployment"}},
        {"resource":"daemonsets","verbs":["get"],"responseKind":{"kind":"DaemonSet"}},
        {"resource":"reviews","verbs":["create"],"responseKind":{"kind":"Review"}}]}]}]}""";

  @TempDir Path directory;
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    server.answer("GET /api/v1/namespaces/default/pods", 200, PODS);
    server.answer("GET /api/v1/namespaces/default/pods/web-1", 200, POD);
    server.answer(
        "GET /api/v1/namespaces", 200, "{\"items\":[{\"metadata\":{\"name\":\"default\"}}]}");
    server.answer("GET /api", 200, "{\"kind\":\"APIVersions\",\"versions\":[]}");
    server.answer("GET /apis", 200, GROUPS);
    Files.createDirectories(directory.resolve(".cox"));
    Files.writeString(
        directory.resolve(".cox/kubeconfig"),
        "current-context: here\ncontexts:\n- {name: here, context: {cluster: c}}\n- {name: there, context: {}}\n"
            + "clusters:\n- {name: c, cluster: {server: 'http://unused'}}\nusers:\n- {name: admin, user: {}}\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** The answer in one line; the flag that names the server is not part of the completed line. */
  private String complete(String line) {
    var words = new ArrayList<>(List.of("__completeNoDesc", "--server", server.address()));
    words.addAll(List.of(line.split(" ", -1)));
    var run = Invocation.run(server.address(), directory, "", words);
    assertThat(run.code()).isZero();
    return run.out().replace('\n', ' ').strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "c | certificate cluster-info completion config cordon cp create :4",
        "rollout re | restart resume :4",
        "apply edit | edit-last-applied :4",
        "help roll | rollout :4",
        "help rollout u | undo :4",
        "completion \"\" | bash zsh fish powershell :4",
        "get d | daemonsets.apps deployments.apps :4",
        "get pods,d | pods,daemonsets.apps pods,deployments.apps :4",
        "get pods \"\" | web-1 web-2 :4",
        "get -o yaml pods web-1 \"\" | web-2 :4",
        "get pod/ | pod/web-1 pod/web-2 :4",
        "get pod/web-1 de | deployments.apps/ :6",
        "get pods --namesp | --namespace :4",
        "get pods -n \"\" | default :4",
        "get pods --namespace=d | default :4",
        "get pods -n default --namesp | :4",
        "get pods -o js | json jsonpath jsonpath-as-json jsonpath-file :4",
        "get -f \"\" | json yaml yml :8",
        "get -- -- | :4",
        "--context t | there :4",
        "config use-context \"\" | here there :4",
        "config delete-cluster \"\" | c :4",
        "exec web-1 -c \"\" | wait app sidecar :4",
        "exec -it w | web-1 web-2 :4",
        "exec web-1 \"\" | :4",
        "logs web-1 s | sidecar :4",
        "logs dae | daemonsets/ :6",
        "port-forward web-1 \"\" | 8080:8080 :4",
        "port-forward web-1 80 | 80:8080 :4",
        "cp web | web-1: web-2: :2",
        "cp ./a | :2",
        "run x --im | --image :4",
        "run x - | --image :4",
        "get pods --help \"\" | :4",
        "kustomize \"\" | :0"
      })
  void offers(String line, String expected) {
    assertThat(complete(line.replace("\"\"", ""))).isEqualTo(expected);
  }

  @Test
  void describesWhatItOffersAndExplainsTheDirective() {
    var run = Invocation.run(server.address(), directory, "__complete cord");
    assertThat(run.out()).isEqualTo("cordon\tLet no more pods onto a node\n:4\n");
    assertThat(run.err())
        .isEqualTo("Completion ended with directive: ShellCompDirectiveNoFileComp\n");
  }

  @Test
  void aServerThatIsNotThereOffersNothing() {
    server.close();
    assertThat(complete("get pods ")).isEqualTo(":4");
  }

  @Test
  void everyVerbsFlagsAreOffered() {
    for (var verb : VerbCatalog.below("").keySet()) {
      if (!verb.equals("help")) {
        var required =
            Map.of("run", " --image=x", "scale", " --replicas=1", "autoscale", " --max=1");
        var line = verb + required.getOrDefault(verb, "") + " --";
        assertThat(complete(line)).as(line).contains("--kubeconfig", ":4");
      }
    }
  }
}
