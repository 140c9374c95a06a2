package io.coxswain.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WebSocketsTest {
  @Test
  void theAcceptValueIsThatOfTheExampleInTheStandard() {
    assertThat(WebSockets.accept("dGhlIHNhbXBsZSBub25jZQ=="))
        .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  }
}
