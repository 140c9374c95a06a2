package io.coxswain.kubectl.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.kubectl.tree.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTemplateTest {
  private static final String OBJECT =
      """
      {"metadata":{"name":"web","labels":{"b":"2","a":"1"}},"data":{"k":"djE="},
       "items":[{"n":"x","c":[1,2]},{"n":"y","c":[3]}],"half":0.5,"ready":true,"none":null}""";

  private static String print(String template) {
    return GoTemplate.parse(template).print(JsonReader.read(OBJECT));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          {{.metadata.name}} ~ web
          a {{/* nothing */}}b ~ a b
          {{.nosuch}} ~ <no value>
          {{.metadata.labels}} ~ map[a:1 b:2]
          {{range .items}}{{.n}}{{end}} ~ xy
          {{range $i, $e := .items}}{{$i}}={{$e.n}};{{end}} ~ 0=x;1=y;
          {{range .metadata.labels}}{{.}},{{end}} ~ 1,2,
          {{range .empty}}a{{else}}b{{end}} ~ b
          {{range .items}}{{if eq .n "y"}}{{break}}{{end}}{{.n}}{{end}} ~ x
          {{if and .ready (not .none)}}yes{{else}}no{{end}} ~ yes
          {{if .none}}1{{else if .ready}}2{{else}}3{{end}} ~ 2
          {{with .metadata}}{{.name}}{{end}} ~ web
          {{$n := .metadata.name}}{{range .items}}{{$n}}{{end}} ~ webweb
          {{len .items}} {{index .items 1 "n"}} {{(index .items 0).n}} ~ 2 y x
          {{.data.k | base64decode | printf "%s-%5s|" "a"}} ~ a-   v1|
          {{printf "%q %d %.2f" "s" 3 .half}} ~ "s" 3 0.50
          a {{- " x " -}} b ~ a x b
          {{define "t"}}<{{.}}>{{end}}{{template "t" .metadata.name}} ~ <web>
          {{if exists .metadata "labels" "a"}}has{{end}} ~ has
          {{html "<a>"}} {{lt 1 2}} {{or .none "d"}} ~ &lt;a&gt; true d
          """)
  void evaluates(String template, String expected) {
    assertThat(print(template)).isEqualTo(expected);
  }

  @Test
  void brokenTemplatesAreRefused() {
    assertThatThrownBy(() -> GoTemplate.parse("{{range .items"))
        .hasMessage("template: output:1: unclosed action");
    assertThatThrownBy(() -> GoTemplate.parse("{{if .a}}x"))
        .hasMessage("template: output:1: unexpected EOF");
    assertThatThrownBy(() -> GoTemplate.parse("{{nosuch .a}}"))
        .hasMessage("template: output:1: function \"nosuch\" not defined");
    assertThatThrownBy(() -> print("{{.metadata.name.x}}"))
        .hasMessage("can't evaluate field x in type string");
  }
}
