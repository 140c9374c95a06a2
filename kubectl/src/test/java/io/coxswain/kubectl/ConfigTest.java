package io.coxswain.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that change kubeconfig files, and what the files are then. */
class ConfigTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve(".kube/config");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        current-context: here
        contexts:
        - {name: here, context: {cluster: c, user: u}}
        clusters:
        - {name: c, cluster: {server: 'https://c'}}
        users:
        - {name: u, user: {token: t}}
        """);
  }

  private String out(String commandLine) {
    var done = Invocation.run("https://new", directory, commandLine);
    assertThat(done.code()).as(done.err()).isZero();
    return done.out();
  }

  private String error(String commandLine) {
    var done = Invocation.run("https://new", directory, commandLine);
    assertThat(done.code()).isEqualTo(1);
    return done.err();
  }

  private String view(String path) {
    return out("config view --raw -o jsonpath={" + path + "}");
  }

  @Test
  void aContextIsRenamedAndStaysCurrent() {
    assertThat(out("config rename-context here there"))
        .isEqualTo("Context \"here\" renamed to \"there\".\n");
    assertThat(out("config current-context")).isEqualTo("there\n");
    assertThat(error("config rename-context here other"))
        .isEqualTo("error: cannot rename the context \"here\", it's not in " + file + "\n");
  }

  @Test
  void clustersAndUsersAreMadeAndDeleted() {
    assertThat(out("config set-cluster d --insecure-skip-tls-verify=true"))
        .isEqualTo("Cluster \"d\" set.\n");
    assertThat(view(".clusters[1].cluster"))
        .isEqualTo("{\"insecure-skip-tls-verify\":true,\"server\":\"https://new\"}");
    out("config set-credentials u --username=joe --password=secret");
    assertThat(view(".users[0].user")).isEqualTo("{\"password\":\"secret\",\"username\":\"joe\"}");
    assertThat(out("config view")).contains("password: REDACTED").doesNotContain("secret");
    assertThat(out("config delete-user u")).isEqualTo("deleted user u from " + file + "\n");
    assertThat(error("config delete-cluster nope"))
        .isEqualTo("error: cannot delete cluster nope, not in " + file + "\n");
  }

  @Test
  void propertiesAreSetAndUnsetByName() {
    out("config set contexts.here.namespace team");
    assertThat(view(".contexts[0].context.namespace")).isEqualTo("team");
    out("config unset contexts.here.namespace");
    assertThat(view(".contexts[0].context.namespace")).isEmpty();
    out("config set clusters.dotted.name.server https://d");
    assertThat(view(".clusters[1].name")).isEqualTo("dotted.name");
    assertThat(error("config set nope.x y"))
        .isEqualTo("error: unable to parse nope.x after [] at api.Config\n");
  }
}
