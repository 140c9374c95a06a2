package io.coxswain.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuredTransportTest {

  @Test
  void requestsAreCountedByMethodAndCode() throws Exception {
    var transport = new MeasuredTransport(new Answering(), "api:6443");
    transport.send(Request.get("/found")).close();
    transport.send(Request.get("/found")).close();
    transport.send(Request.get("/missing")).close();
    assertThatThrownBy(() -> transport.send(Request.get("/broken")))
        .isInstanceOf(IOException.class);
    assertThat(transport.metrics().lines())
        .contains(
            "# TYPE rest_client_requests_total counter",
            "rest_client_requests_total{code=\"200\",host=\"api:6443\",method=\"GET\"} 2",
            "rest_client_requests_total{code=\"404\",host=\"api:6443\",method=\"GET\"} 1",
            "rest_client_requests_total{code=\"<error>\",host=\"api:6443\",method=\"GET\"} 1",
            "rest_client_request_duration_seconds_count{host=\"api:6443\",verb=\"GET\"} 4");
  }

  private static final class Answering implements Transport {
    @Override
    public Response send(Request request) throws IOException {
      if (request.target().equals("/broken")) {
        throw new IOException("cut");
      }
      var code = request.target().equals("/found") ? 200 : 404;
      return new Response(code, Map.of(), new ByteArrayInputStream(new byte[0]));
    }

    @Override
    public void close() {}
  }
}
