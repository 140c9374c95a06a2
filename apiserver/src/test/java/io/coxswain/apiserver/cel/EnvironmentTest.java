package io.coxswain.apiserver.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.coxswain.apiserver.cel.Environment.Compiled;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of expressions that can't be compiled: cel-go's words. */
class EnvironmentTest {
  private static final Map<String, CelType> VARIABLES =
      Map.of("names", ListType.create(SimpleType.STRING));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 + 'a'             | 3  | found no matching overload for '_+_' applied to '(int, string)'",
        "'a'.startsWith(1)   | 15 | found no matching overload for 'startsWith' applied to 'string.(int)'",
        "size(1)             | 5  | found no matching overload for 'size' applied to '(int)'",
        "1 in names          | 3  | found no matching overload for '@in' applied to '(int, list(string))'",
        "nothing             | 1  | undeclared reference to 'nothing' (in container '')",
      })
  void problemsAreNamedAsUpstream(String expression, int column, String problem) {
    var compiled = Environment.of(VARIABLES, Map.of()).compile(expression);
    assertThat(compiled)
        .isEqualTo(
            new Compiled.Wrong(
                "compilation failed: ERROR: <input>:1:%d: %s%n | %s%n | %s^"
                    .formatted(column, problem, expression, ".".repeat(column - 1))));
  }
}
