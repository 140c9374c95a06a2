package io.coxswain.kubectl.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in a real bash, with a program that answers as {@code kubectl __complete} does. */
class BashScriptTest {
  @TempDir Path directory;

  /** Presses tab after the line, as far as bash lets a script do so. */
  private String complete(String line, String words, String answer) throws Exception {
    var bash = Path.of("/bin/bash");
    assumeTrue(Files.isExecutable(bash), "this machine has no bash");
    var script = directory.resolve("kubectl.bash");
    try (var source = getClass().getResourceAsStream("/completion/kubectl.bash")) {
      Files.write(script, source.readAllBytes());
    }
    Files.createDirectories(directory.resolve("folder"));
    Files.writeString(directory.resolve("a.yaml"), "");
    Files.writeString(directory.resolve("a.txt"), "");
    var program =
        """
        kubectl() { printf '<%%s>' "$@" >asked; printf '%s'; }
        source %s
        COMP_LINE='%s'; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        __kubectl_complete
        printf '%%s|' "${COMPREPLY[@]}"; cat asked
        """
            .formatted(answer, script, line, words);
    var process =
        new ProcessBuilder(bash.toString(), "--norc", "-c", program)
            .directory(directory.toFile())
            .start();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    return out;
  }

  @Test
  void takesTheCandidatesWithoutTheirDescriptions() throws Exception {
    assertThat(complete("kubectl get p", "kubectl get p", "pods\\tshown\\npolicies\\n:4\\n"))
        .isEqualTo("pods|policies|<__complete><get><p>");
  }

  @Test
  void asksForWholeWordsThoughBashDividesThem() throws Exception {
    assertThat(
            complete(
                "kubectl get --namespace=de", "kubectl get --namespace = de", "default\\n:4\\n"))
        .isEqualTo("default|<__complete><get><--namespace=de>");
    assertThat(complete("kubectl cp web:/e", "kubectl cp web : /e", "web:/etc\\n:2\\n"))
        .isEqualTo("/etc|<__complete><cp><web:/e>");
  }

  @Test
  void asksWithAnEmptyWordAfterABlank() throws Exception {
    assertThat(complete("kubectl get pods ", "kubectl get pods ''", "web\\n:4\\n"))
        .isEqualTo("web|<__complete><get><pods><>");
  }

  @Test
  void offersFilesOfAnExtension() throws Exception {
    assertThat(complete("kubectl apply -f ", "kubectl apply -f ''", "json\\nyaml\\n:8\\n"))
        .isEqualTo("folder|a.yaml|<__complete><apply><-f><>");
  }

  @Test
  void offersNothingAfterAnError() throws Exception {
    assertThat(complete("kubectl x ", "kubectl x ''", ":1\\n")).startsWith("|<__complete>");
  }
}
