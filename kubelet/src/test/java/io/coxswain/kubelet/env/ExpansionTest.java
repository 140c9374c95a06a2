package io.coxswain.kubelet.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
  @ParameterizedTest
  @CsvSource({
    "$(A), 1",
    "x$(A)y$(B), x1y2",
    "$(C), $(C)",
    "$$(A), $(A)",
    "$A, $A",
    "$(A, $(A",
    "100$, 100$"
  })
  void variablesAreExpandedAsUpstreamDoes(String text, String expected) {
    assertThat(Expansion.expand(text, Map.of("A", "1", "B", "2"))).isEqualTo(expected);
  }

  @Test
  void aPathInAVolumeNeedsAllItsVariables() throws ConfigException {
    assertThat(Expansion.expandAll("$(A)/$$(B)", Map.of("A", "1"))).isEqualTo("1/$(B)");
    assertThatThrownBy(() -> Expansion.expandAll("$(A)/$(B)", Map.of("A", "1")))
        .hasMessage("missing value for \"B\"");
  }
}
