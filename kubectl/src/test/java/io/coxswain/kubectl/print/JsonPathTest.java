package io.coxswain.kubectl.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathTest {
  private static final String LIST =
      """
      {"items":[
        {"metadata":{"name":"a","labels":{"app.x/y":"1"}},"n":3,"t":[{"type":"Ready","s":"True"}]},
        {"metadata":{"name":"b"},"n":12,"t":[{"type":"Other","s":"False"}]}]}""";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{.items[*].metadata.name}|a b",
        "{.items[0].metadata.name}|a",
        "{.items[-1].metadata.name}|b",
        "{.items[0:1].n}|3",
        "{.items[?(@.n>5)].metadata.name}|b",
        "{.items[*].t[?(@.type==\"Ready\")].s}|True",
        "{.items[0].metadata.labels.app\\.x/y}|1",
        "{range .items[*]}{.metadata.name}:{.n};{end}|a:3;b:12;",
        "{..name}|a b",
        "{.items[*]['n','t'][0].s}|True False",
        "x{.absent}y|xy",
        "{.items[1].metadata}|{\"name\":\"b\"}",
      })
  void findsAndPrints(String template, String expected) {
    assertThat(JsonPath.template(template).print(JsonReader.read(LIST))).isEqualTo(expected);
  }

  @Test
  void quotedTextHasEscapes() {
    assertThat(JsonPath.template("{\"a\\n\"}{'\\t'}").print(JsonReader.read("{}")))
        .isEqualTo("a\n\t");
  }

  @Test
  void flagsTakePathsWithoutBraces() {
    for (var form : new String[] {"n", ".n", "{.n}", "{n}"}) {
      assertThat(JsonPath.relaxed(form).first(JsonReader.read("{\"n\":1}")).intValue())
          .isEqualTo(1);
    }
  }

  @Test
  void brokenTemplatesAreRefused() {
    assertThatThrownBy(() -> JsonPath.template("{.a"))
        .isInstanceOf(KubectlException.class)
        .hasMessageContaining("unclosed action");
    assertThatThrownBy(() -> JsonPath.template("{range .a[*]}"))
        .isInstanceOf(KubectlException.class);
  }
}
