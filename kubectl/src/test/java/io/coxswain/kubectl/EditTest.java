package io.coxswain.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Editing with a program in the editor's place. */
class EditTest {
  private static final String PATH = "/api/v1/namespaces/default/configmaps/c";
  private static final String OBJECT =
      """
      {"apiVersion":"v1","kind":"ConfigMap","data":{"k":"old"},"metadata":{"name":"c","namespace":"default",
       "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\\"kind\\":\\"ConfigMap\\",\\"metadata\\":{\\"name\\":\\"c\\"},\\"data\\":{\\"k\\":\\"old\\"}}"}}}""";

  @TempDir Path directory;
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    server.answer("GET " + PATH, 200, OBJECT);
    server.answer("PATCH " + PATH, 200, OBJECT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Invocation edit(String editor, String... words) {
    return Invocation.run(
        server.address(), directory, "", List.of(words), Map.of("KUBE_EDITOR", editor));
  }

  @Test
  void sendsAndPrintsThePatch() {
    var run = edit("sed -i s/old/new/", "edit", "cm", "c", "--output-patch");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Patch: {\"data\":{\"k\":\"new\"}")
        .endsWith("configmap/c edited\n");
    assertThat(server.requests.getLast().line()).contains("fieldManager=kubectl-edit");
  }

  @Test
  void anUnchangedFileChangesNothing() {
    assertThat(edit("true", "edit", "cm", "c").err())
        .isEqualTo("Edit cancelled, no changes made.\n");
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void aBrokenFileIsOpenedAgainUntilItStaysBroken() {
    var run = edit("sh -c 'echo {{ >$0'", "edit", "cm", "c");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("A copy of your changes has been stored to")
        .endsWith("error: Edit cancelled, no valid changes were saved.\n");
  }

  @Test
  void anObjectMayNotBecomeAnother() {
    var run = edit("sed -i 's/name: c/name: d/'", "edit", "cm", "c");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .endsWith("error: At least one of apiVersion, kind and name was changed\n");
  }

  @Test
  void whatApplyRemembersIsEditedAlone() {
    var run = edit("sed -i s/old/new/", "apply", "edit-last-applied", "cm", "c");
    assertThat(run.out()).isEqualTo("configmap/c edited\n");
    assertThat(server.requests.getLast().body()).contains("\\\"k\\\":\\\"new\\\"");
  }
}
