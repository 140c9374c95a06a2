package io.coxswain.kubelet.server.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A process in a network namespace of its own answers on its loopback address; this one doesn't.
 */
@Tag("engine")
class NetworkNamespaceDialerTest {
  @Test
  void connectsInsideAndStaysOutside() throws Exception {
    var inside =
        new ProcessBuilder(
                "unshare",
                "--net",
                "sh",
                "-c",
                "ip link set lo up; echo up; exec socat TCP4-LISTEN:8077,reuseaddr,fork SYSTEM:'echo inside'")
            .start();
    try {
      assertThat(inside.inputReader().readLine()).isEqualTo("up");
      var dialer = new NetworkNamespaceDialer(inside.pid());
      assertThat(ask(dialer)).isEqualTo("inside\n");
      assertThatThrownBy(() -> dialer.dial(8078))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("refused");
      assertThatThrownBy(() -> new java.net.Socket("127.0.0.1", 8077))
          .isInstanceOf(IOException.class);
    } finally {
      inside.destroyForcibly();
      inside.waitFor(5, TimeUnit.SECONDS);
    }
    assertThatThrownBy(() -> new NetworkNamespaceDialer(inside.pid()).dial(8077))
        .isInstanceOf(IOException.class);
  }

  private static String ask(PortDialer dialer) throws IOException {
    for (var attempt = 0; ; attempt++) {
      try (var socket = dialer.dial(8077)) {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        if (attempt > 200) {
          throw e;
        }
      }
    }
  }
}
