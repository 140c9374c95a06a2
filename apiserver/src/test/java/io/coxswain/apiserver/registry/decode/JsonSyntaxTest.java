package io.coxswain.apiserver.registry.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSyntaxTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{bad; invalid character 'b' looking for beginning of object key string",
        "{\"a\":1,}; invalid character '}' looking for beginning of object key string",
        "{\"a\" 1}; invalid character '1' after object key",
        "{\"a\":1 \"b\"}; invalid character '\"' after object key:value pair",
        "[1 2]; invalid character '2' after array element",
        "[1,]; invalid character ']' looking for beginning of value",
        "kind: Pod; invalid character 'k' looking for beginning of value",
        "{} x; invalid character 'x' after top-level value",
        "01; invalid character '1' after top-level value",
        "-x; invalid character 'x' in numeric literal",
        "1.x; invalid character 'x' after decimal point in numeric literal",
        "1e+x; invalid character 'x' in exponent of numeric literal",
        "nil; invalid character 'i' in literal null (expecting 'u')",
        "[tru]; invalid character ']' in literal true (expecting 'e')",
        "\"\\x\"; invalid character 'x' in string escape code",
        "\"\\u00g0\"; invalid character 'g' in \\u hexadecimal character escape",
        "'a'; invalid character '\\'' looking for beginning of value",
        "{\"a\":; unexpected end of JSON input",
        "\"a; unexpected end of JSON input",
        "``; unexpected end of JSON input",
        "{\"a\":[1,-0.5e3,true,null,\"\\u00e9\\n\"],\"b\":{}}; otherwise",
      })
  void problemsAreWordedAsGoDoes(String text, String problem) {
    assertThat(JsonSyntax.problem(text.getBytes(UTF_8), "otherwise")).isEqualTo(problem);
  }

  @Test
  void whatIsNoTextIsShownByItsNumber() {
    assertThat(JsonSyntax.problem("\"a\nb\"".getBytes(UTF_8), ""))
        .isEqualTo("invalid character '\\n' in string literal");
    assertThat(JsonSyntax.problem(new byte[] {1}, ""))
        .isEqualTo("invalid character '\\x01' looking for beginning of value");
    assertThat(JsonSyntax.problem("é".getBytes(UTF_8), ""))
        .isEqualTo("invalid character 'Ã' looking for beginning of value");
  }

  @Test
  void deepTextIsLeftToTheParser() {
    assertThat(JsonSyntax.problem("[".repeat(100_000).getBytes(UTF_8), "too deep"))
        .isEqualTo("too deep");
  }

  @Test
  void valuesOfAnotherTypeAreNamedAsGoNamesThem() {
    assertThat(JsonSyntax.mismatch(Json.tree("[]"), "T"))
        .isEqualTo("json: cannot unmarshal array into Go value of type T");
    assertThat(JsonSyntax.mismatch(Json.tree("true"), "T"))
        .isEqualTo("json: cannot unmarshal bool into Go value of type T");
  }
}
