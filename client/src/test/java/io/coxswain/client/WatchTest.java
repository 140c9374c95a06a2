package io.coxswain.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.client.transport.Response;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class WatchTest {
  private static final String EVENT =
      """
      {"type":"ADDED","object":{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}}
      """;

  @Test
  void openingAWatchDoesNotWaitForItsFirstEvent() {
    var read = new AtomicBoolean();
    var body =
        new InputStream() {
          private final InputStream bytes = new ByteArrayInputStream(EVENT.getBytes(UTF_8));

          @Override
          public int read() throws java.io.IOException {
            read.set(true);
            return bytes.read();
          }
        };
    try (var watch = new Watch<>(new Response(200, Map.of(), body), type())) {
      assertThat(read).isFalse();
      assertThat(watch.next())
          .isInstanceOfSatisfying(
              WatchEvent.Added.class,
              added -> assertThat(((ConfigMap) added.object()).name()).isEqualTo("a"));
      assertThat(watch.next()).isNull();
    }
  }

  private static ResourceType<ConfigMap> type() {
    return ResourceType.of(ConfigMap.class);
  }
}
