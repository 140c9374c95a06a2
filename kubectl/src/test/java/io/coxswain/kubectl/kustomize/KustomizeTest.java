package io.coxswain.kubectl.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.kubectl.tree.YamlWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is built beside what kubectl 1.33 built of the same folders. */
class KustomizeTest {
  private static final String CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlay", "merge", "kinds", "replacements", "fifo"})
  void buildsWhatUpstreamBuilds(String name) throws Exception {
    var folder = folder().resolve(name);
    assertThat(text(new Kustomize(FileTree.ofDisk()), folder))
        .isEqualTo(Files.readString(folder.resolve("expected.yaml")));
  }

  private static Path folder() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(KustomizeTest.class.getResource("/kustomize")).toURI());
  }

  private static String text(Kustomize kustomize, Path folder) {
    return kustomize.build(folder, ".").stream()
        .map(YamlWriter::write)
        .collect(Collectors.joining("---\n"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          resources: [nope.yaml] | error: accumulating resources: accumulation err='accumulating resources from 'nope.yaml': evalsymlink failure on '/k/nope.yaml' : lstat /k/nope.yaml: no such file or directory': must build at directory: not a valid directory: evalsymlink failure on '/k/nope.yaml' : lstat /k/nope.yaml: no such file or directory
          resources: [../out.yaml] | error: accumulating resources: accumulation err='accumulating resources from '../out.yaml': security; file '/out.yaml' is not in or below '/k'': must build at directory: '/out.yaml': file is not directory
          resources: [https://example.com/x.yaml] | error: accumulating resources: remote bases are not fetched: https://example.com/x.yaml; clone it and name its folder
          resources: [a.yaml, b.yaml] | error: accumulating resources: accumulation err='merging resources from 'b.yaml': may not add resource with an already registered id: ConfigMap.v1.[noGrp]/a.[noNs]': must build at directory: '/k/b.yaml': file is not directory
          foo: 1 | error: invalid Kustomization: json: unknown field "foo"
          helmCharts: [{name: x}] | error: invalid Kustomization: the field "helmCharts" is not supported; remove it
          {} | error: kustomization.yaml is empty
          """)
  void refusals(String kustomization, String message) {
    var files =
        tree(
            Map.of(
                "/k/kustomization.yaml", kustomization,
                "/k/a.yaml", CONFIG_MAP,
                "/k/b.yaml", CONFIG_MAP,
                "/out.yaml", CONFIG_MAP));
    assertThatThrownBy(() -> new Kustomize(files).build(Path.of("/k"), ".")).hasMessage(message);
  }

  @Test
  void deprecatedFieldsAreNamed() {
    var kustomize =
        new Kustomize(
            tree(
                Map.of(
                    "/k/kustomization.yml", "bases: [.././b]\n",
                    "/b/Kustomization", "resources: [a.yaml]\ncommonLabels: {x: v}\n",
                    "/b/a.yaml", CONFIG_MAP)));
    assertThat(text(kustomize, Path.of("/k"))).contains("x: v");
    assertThat(kustomize.warnings())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("# Warning: 'bases' is deprecated. Please use 'resources' instead.");
  }

  private static FileTree tree(Map<String, String> files) {
    return new FileTree() {
      @Override
      public byte @Nullable [] read(Path file) {
        var content = files.get(file.toString());
        return content == null ? null : content.getBytes(StandardCharsets.UTF_8);
      }

      @Override
      public boolean isDirectory(Path path) {
        return files.keySet().stream()
            .anyMatch(file -> !file.equals(path.toString()) && Path.of(file).startsWith(path));
      }

      @Override
      public Path real(Path path) {
        return path.normalize();
      }
    };
  }
}
