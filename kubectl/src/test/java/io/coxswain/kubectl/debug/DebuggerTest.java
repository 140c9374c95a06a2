package io.coxswain.kubectl.debug;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.kubectl.debug.DebugProfile.Keep;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.YamlReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class DebuggerTest {
  private static final JsonNode POD =
      YamlReader.read(
          """
          metadata: {name: web, namespace: team, labels: {app: web}, annotations: {a: b}}
          spec:
            nodeName: n1
            initContainers: [{name: wait, image: w}]
            containers: [{name: app, image: a, args: [x], livenessProbe: {}}]
            ephemeralContainers: [{name: old}]
          """);
  private static final Keep NOTHING = new Keep(false, false, false, false, false, true);
  private static final Debugger.Copy COPY = new Debugger.Copy("c", Map.of(), null, false);

  private static Debugger debugger(
      String image, DebugProfile profile, Keep keep, @Nullable ObjectNode custom) {
    return new Debugger(
        image, "", Map.of(), List.of("sh"), false, true, true, profile, keep, custom);
  }

  private static String json(JsonNode node, String... path) {
    var at = node;
    for (var name : path) {
      at = at.path(name);
    }
    return JsonWriter.compact(at);
  }

  @Test
  void aCopyIsStrippedAndHasAnotherContainer() {
    var copy = debugger("x", DebugProfile.GENERAL, NOTHING, null).copy(POD, COPY, "dbg");
    assertThat(json(copy, "metadata")).isEqualTo("{\"name\":\"c\",\"namespace\":\"team\"}");
    assertThat(json(copy, "spec"))
        .isEqualTo(
            "{\"containers\":[{\"args\":[\"x\"],\"image\":\"a\",\"name\":\"app\"},"
                + "{\"command\":[\"sh\"],\"image\":\"x\",\"name\":\"dbg\",\"securityContext\":{\"capabilities\":{\"add\":[\"SYS_PTRACE\"]}},"
                + "\"stdin\":true,\"terminationMessagePolicy\":\"File\",\"tty\":true}],"
                + "\"initContainers\":[{\"image\":\"w\",\"name\":\"wait\"}],\"shareProcessNamespace\":true}");
  }

  @Test
  void aCopyKeepsWhatItIsTold() {
    var keep = new Keep(true, true, true, true, true, false);
    var how = new Debugger.Copy("c", Map.of("*", "new"), false, true);
    var copy = debugger("", DebugProfile.BASELINE, keep, null).copy(POD, how, "app");
    assertThat(json(copy, "metadata", "labels")).isEqualTo("{\"app\":\"web\"}");
    assertThat(json(copy, "spec", "containers"))
        .isEqualTo(
            "[{\"command\":[\"sh\"],\"image\":\"new\",\"livenessProbe\":{},\"name\":\"app\",\"stdin\":true,\"tty\":true}]");
    assertThat(json(copy, "spec", "shareProcessNamespace")).isEqualTo("false");
    assertThat(json(copy, "spec", "nodeName")).isEqualTo("\"n1\"");
    assertThat(copy.path("spec").has("initContainers")).isFalse();
  }

  @Test
  void theLegacyProfileTakesLabelsOnly() {
    var copy = debugger("x", DebugProfile.LEGACY, NOTHING, null).copy(POD, COPY, "dbg");
    assertThat(copy.path("metadata").has("labels")).isFalse();
    assertThat(json(copy, "metadata", "annotations")).isEqualTo("{\"a\":\"b\"}");
    assertThat(copy.path("spec").has("shareProcessNamespace")).isFalse();
  }

  @Test
  void aCustomContainerIsMergedIn() {
    var custom = (ObjectNode) YamlReader.read("env: [{name: A, value: b}]");
    var patch = debugger("x", DebugProfile.LEGACY, NOTHING, custom).ephemeral(POD, "dbg", "app");
    assertThat(json(patch, "spec", "ephemeralContainers"))
        .isEqualTo(
            "[{\"command\":[\"sh\"],\"env\":[{\"name\":\"A\",\"value\":\"b\"}],\"image\":\"x\",\"name\":\"dbg\","
                + "\"stdin\":true,\"targetContainerName\":\"app\",\"terminationMessagePolicy\":\"File\",\"tty\":true}]");
  }

  @Test
  void onlySomeProfilesSeeTheNode() {
    var seeing = debugger("x", DebugProfile.SYSADMIN, NOTHING, null).onNode("n", "p", "dbg");
    assertThat(json(seeing, "spec", "hostPID")).isEqualTo("true");
    assertThat(json(seeing, "spec", "volumes"))
        .isEqualTo("[{\"hostPath\":{\"path\":\"/\"},\"name\":\"host-root\"}]");
    var blind = debugger("x", DebugProfile.RESTRICTED, NOTHING, null).onNode("n", "p", "dbg");
    assertThat(blind.path("spec").has("hostPID")).isFalse();
    assertThat(blind.path("spec").has("volumes")).isFalse();
  }
}
