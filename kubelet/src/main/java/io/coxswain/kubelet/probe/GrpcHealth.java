package io.coxswain.kubelet.probe;

import io.coxswain.kubelet.probe.ProbeAction.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One call of grpc.health.v1.Health/Check. The JDK's client speaks HTTP/2 in clear text only after
 * an upgrade that gRPC servers refuse, so the frames are written here.
 */
final class GrpcHealth {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int SERVING = 1;

  private GrpcHealth() {}

  static Result check(String host, int port, String service, Duration timeout) {
    try (var socket = new java.net.Socket()) {
      socket.connect(new java.net.InetSocketAddress(host, port), (int) timeout.toMillis());
      socket.setSoTimeout((int) timeout.toMillis());
      socket.getOutputStream().write(request(host + ":" + port, service));
      return answer(socket.getInputStream());
    } catch (java.net.SocketTimeoutException e) {
      return Result.failure(
          "timeout: failed to connect service \""
              + host
              + ":"
              + port
              + "\" within "
              + io.coxswain.kubelet.pod.GoDuration.format(timeout)
              + ": context deadline exceeded");
    } catch (IOException e) {
      return Result.failure(ProbeAction.dialError(host, port, e));
    }
  }

  private static byte[] request(String authority, String service) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(PREFACE.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(frame(4, 0, 0, new byte[0]));
    var headers = new ByteArrayOutputStream();
    literal(headers, ":method", "POST");
    literal(headers, ":scheme", "http");
    literal(headers, ":path", "/grpc.health.v1.Health/Check");
    literal(headers, ":authority", authority);
    literal(headers, "content-type", "application/grpc");
    literal(headers, "te", "trailers");
    literal(headers, "user-agent", "kube-probe/1.34");
    out.writeBytes(frame(1, 4, 1, headers.toByteArray()));
    var name = service.getBytes(StandardCharsets.UTF_8);
    var message = new ByteArrayOutputStream();
    if (name.length > 0) {
      message.write(0x0a);
      message.write(name.length);
      message.writeBytes(name);
    }
    var body =
        ByteBuffer.allocate(5 + message.size())
            .put((byte) 0)
            .putInt(message.size())
            .put(message.toByteArray());
    out.writeBytes(frame(0, 1, 1, body.array()));
    return out.toByteArray();
  }

  /** HPACK: a literal without indexing and without Huffman coding; all strings are short. */
  private static void literal(ByteArrayOutputStream out, String name, String value) {
    out.write(0);
    out.write(name.length());
    out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    out.write(value.length());
    out.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** Waits for the first message; a stream that ends without one is a refusal. */
  private static Result answer(java.io.InputStream in) throws IOException {
    var data = new java.io.DataInputStream(in);
    while (true) {
      var length = data.readUnsignedByte() << 16 | data.readUnsignedShort();
      var type = data.readUnsignedByte();
      var flags = data.readUnsignedByte();
      var stream = data.readInt() & 0x7fffffff;
      var payload = data.readNBytes(length);
      if (type == 0 && stream == 1 && payload.length >= 5) {
        return status(payload);
      }
      if (stream == 1 && (flags & 1) != 0 || type == 3 || type == 7) {
        return Result.failure("service unhealthy (responded without a health status)");
      }
    }
  }

  /** HealthCheckResponse has one field: status, number 1, a varint. */
  private static Result status(byte[] payload) {
    var status = payload.length >= 7 && payload[5] == 0x08 ? payload[6] : 0;
    return status == SERVING
        ? Result.success("service healthy")
        : Result.failure(
            "service unhealthy (responded with \""
                + (status == 2 ? "NOT_SERVING" : status == 3 ? "SERVICE_UNKNOWN" : "UNKNOWN")
                + "\")");
  }
}
