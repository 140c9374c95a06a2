package io.coxswain.kubelet.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.kubelet.server.stream.Negotiation.Purpose;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NegotiationTest {
  private static Negotiation of(Purpose purpose, Map<String, List<String>> headers) {
    return Negotiation.of(purpose, name -> headers.getOrDefault(name, List.of()));
  }

  @Test
  void theHandshakeIsAnsweredAsInTheRfc() {
    var answer =
        of(
            Purpose.COMMAND,
            Map.of(
                "Connection", List.of("keep-alive, Upgrade"),
                "Upgrade", List.of("websocket"),
                "Sec-WebSocket-Version", List.of("13"),
                "Sec-WebSocket-Key", List.of("dGhlIHNhbXBsZSBub25jZQ=="),
                "Sec-WebSocket-Protocol", List.of("v4.channel.k8s.io, v5.channel.k8s.io")));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Negotiation.WebSocket.class,
            socket -> {
              assertThat(socket.protocol()).isEqualTo("v5.channel.k8s.io");
              assertThat(socket.headers())
                  .containsEntry("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            });
  }

  @Test
  void spdyTakesTheProtocolsFromSeveralHeaders() {
    var headers =
        Map.of(
            "Connection", List.of("Upgrade"),
            "Upgrade", List.of("SPDY/3.1"),
            "X-Stream-Protocol-Version", List.of("v5.channel.k8s.io", "v4.channel.k8s.io"));
    assertThat(of(Purpose.COMMAND, headers))
        .isInstanceOfSatisfying(
            Negotiation.Spdy.class,
            spdy -> assertThat(spdy.protocol()).isEqualTo("v4.channel.k8s.io"));
    assertThat(of(Purpose.PORT_FORWARDING, headers))
        .isInstanceOfSatisfying(
            Negotiation.Refused.class, refused -> assertThat(refused.code()).isEqualTo(403));
  }

  @Test
  void aPlainRequestIsRefused() {
    assertThat(of(Purpose.COMMAND, Map.of()))
        .isInstanceOfSatisfying(
            Negotiation.Refused.class, refused -> assertThat(refused.code()).isEqualTo(400));
  }
}
