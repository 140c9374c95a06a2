package io.coxswain.kubelet.server.stream;

import io.coxswain.kubelet.server.stream.SpdyConnection.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code v4.channel.k8s.io} over SPDY: one stream each, named by the header {@code streamtype}. */
final class SpdyCommandChannel implements CommandChannel {
  private static final int CREATION_TIMEOUT_SECONDS = 30;

  private final SpdyConnection connection;
  private final CommandFlags flags;
  private final CountDownLatch missing;
  private final Map<String, Stream> streams = new ConcurrentHashMap<>();

  SpdyCommandChannel(Duplex duplex, CommandFlags flags) {
    this.connection = new SpdyConnection(duplex, this::opened);
    this.flags = flags;
    this.missing = new CountDownLatch(flags.streams());
  }

  private void opened(Stream stream) {
    if (streams.putIfAbsent(stream.header("streamtype"), stream) == null) {
      missing.countDown();
    }
  }

  @Override
  public void read() throws IOException {
    connection.run();
  }

  @Override
  public void awaitStreams() throws IOException, InterruptedException {
    if (!missing.await(CREATION_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException(
          "timed out waiting for client to create streams, has " + streams.keySet());
    }
    if (!streams.containsKey("error")) {
      throw new IOException("the client created no error stream, only " + streams.keySet());
    }
  }

  @Override
  public InputStream stdin() {
    return input("stdin");
  }

  @Override
  public OutputStream stdout() {
    return output("stdout");
  }

  @Override
  public OutputStream stderr() {
    return output("stderr");
  }

  @Override
  public InputStream resizes() {
    return flags.tty() ? input("resize") : InputStream.nullInputStream();
  }

  private InputStream input(String type) {
    var stream = streams.get(type);
    return stream == null ? InputStream.nullInputStream() : stream.input();
  }

  private OutputStream output(String type) {
    var stream = streams.get(type);
    return stream == null ? OutputStream.nullOutputStream() : stream.output();
  }

  /** The client reads each stream to its end: all of them must end. */
  @Override
  public void finish(byte[] status) throws IOException {
    try (var error = output("error")) {
      error.write(status);
    }
    for (var stream : streams.values()) {
      stream.output().close();
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
