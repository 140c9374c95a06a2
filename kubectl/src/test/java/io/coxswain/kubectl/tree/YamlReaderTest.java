package io.coxswain.kubectl.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class YamlReaderTest {
  @Test
  void scalarsMeanWhatYaml11Says() {
    assertThat(
            YamlReader.read("[0644, 0x1F, yes, off, ~, 1.5, '1', 1e3, 10.0.0.1, 1_000]").toString())
        .isEqualTo("[420,31,true,false,null,1.5,\"1\",1000.0,\"10.0.0.1\",1000]");
  }

  @Test
  void aStreamHasSeveralDocuments() {
    assertThat(YamlReader.readAll("a: 1\n---\n# nothing\n---\n{\"b\": 2}\n").toString())
        .isEqualTo("[{\"a\":1}, null, {\"b\":2}]");
  }

  @Test
  void aRepeatedKeyIsNamed() {
    assertThatThrownBy(() -> YamlReader.read("a:\n  b: 1\n  c: 2\n  b: 3\n"))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("line 4: key \"b\" already set in map");
  }

  @Test
  void anchorsAndMergeKeysAreExpanded() {
    assertThat(YamlReader.read("x: &x {a: 1, b: 2}\nz:\n  <<: *x\n  b: 3\n").path("z").toString())
        .isEqualTo("{\"b\":3,\"a\":1}");
  }

  @Test
  void aFileThatGrowsWithoutBoundIsRefused() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (var i = 1; i < 9; i++) {
      var before = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, before))));
    }
    assertThatThrownBy(() -> YamlReader.read(bomb.toString()))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("excessive aliasing");
    assertThatThrownBy(() -> YamlReader.read("[".repeat(200) + "]".repeat(200)))
        .isInstanceOf(YamlException.class);
  }
}
