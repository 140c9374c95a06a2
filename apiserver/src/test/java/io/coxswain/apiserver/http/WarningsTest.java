package io.coxswain.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a client is warned of fits into headers, whatever it is. */
final class WarningsTest {

  @Test
  void eachIsToldOnceAndQuoted() {
    assertThat(Warnings.headers(List.of("a \"b\" \\", "a \"b\" \\", "", "c\u0000\r\nX: y")))
        .containsExactly("299 - \"a \\\"b\\\" \\\\\"", "299 - \"c   X: y\"");
  }

  @Test
  void longOnesAreShortenedWhereThereIsTooMuch() {
    assertThat(Warnings.headers(List.of("x".repeat(4096)))).hasSize(1);
    var many = IntStream.range(0, 100).mapToObj(i -> i + "y".repeat(400)).toList();
    var headers = Warnings.headers(many);
    assertThat(headers).hasSize(16);
    assertThat(headers.getFirst()).hasSize("299 - \"\"".length() + 256);
  }
}
