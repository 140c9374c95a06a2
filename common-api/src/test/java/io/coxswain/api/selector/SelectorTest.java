package io.coxswain.api.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
  private static final Map<String, String> LABELS =
      Map.of("app", "web", "tier", "front", "example.com/size", "10");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          app=web | true
          app==web,tier=front | true
          app=web,tier=back | false
          app!=web | false
          other!=x | true
          app in (api, web) | true
          app notin (api,web) | false
          other notin (x) | true
          app | true
          !app | false
          !other | true
          example.com/size>5 | true
          example.com/size<5 | false
          tier>1 | false
          """)
  void matching(String selector, boolean matches) {
    assertThat(Selector.parse(selector).matches(LABELS)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b c", "in (x)", "a in x", "a=b,", "a/b/c=d", "a in (x", "a>x", "=b"})
  void nonsense(String selector) {
    assertThatThrownBy(() -> Selector.parse(selector))
        .isInstanceOf(Selector.SelectorException.class)
        .hasMessageStartingWith("unable to parse requirement: ");
  }

  @Test
  void textIsCanonical() {
    assertThat(Selector.parse("tier notin (b,a), app==web,!x,y").toString())
        .isEqualTo("app=web,tier notin (a,b),!x,y");
    assertThat(Selector.parse(" ").isEverything()).isTrue();
  }

  @Test
  void fieldSelectorsUnescape() {
    var selector = Selector.parseFields("metadata.name=a\\,b,status.phase!=Running");
    assertThat(selector.matches(Map.of("metadata.name", "a,b", "status.phase", "Pending")))
        .isTrue();
    assertThatThrownBy(() -> Selector.parseFields("nothing"))
        .hasMessage("invalid selector: 'nothing'; can't understand 'nothing'");
  }
}
