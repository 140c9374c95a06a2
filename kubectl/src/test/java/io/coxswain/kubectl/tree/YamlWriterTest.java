package io.coxswain.kubectl.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Goldens are what kubectl 1.33 prints of the same object. */
class YamlWriterTest {
  @Test
  void scalarsAreQuotedFoldedAndSortedAsKubectlDoes() throws IOException {
    var input = JsonReader.read(resource("scalars.input.json"));
    assertThat(YamlWriter.write(input)).isEqualTo(resource("scalars.expected.yaml"));
  }

  @Test
  void whatIsWrittenIsReadBackUnchanged() throws IOException {
    var input = JsonReader.read(resource("scalars.input.json"));
    assertThat(YamlReader.read(YamlWriter.write(input))).isEqualTo(input);
  }

  @Test
  void listsStandAtTheColumnOfTheirKey() {
    var tree = JsonReader.read("{\"a\":{\"b\":[{\"y\":1,\"x\":[[1,2],[]]},\"s\",{}]},\"e\":[]}");
    assertThat(YamlWriter.write(tree))
        .isEqualTo(
            "a:\n  b:\n  - x:\n    - - 1\n      - 2\n    - []\n    \"y\": 1\n  - s\n  - {}\ne: []\n");
  }

  private static String resource(String name) throws IOException {
    try (var in = YamlWriterTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
