package io.coxswain.apiserver.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Many watchers of one namespace while something writes at a steady rate: prints the latency from
 * before the write was sent until a watcher has read its event.
 */
@Command(name = "watch-benchmark", mixinStandardHelpOptions = true)
public final class WatchBenchmark implements Runnable {
  @Option(names = "--host", defaultValue = "127.0.0.1")
  String host;

  @Option(names = "--port", defaultValue = "6443")
  int port;

  @Option(names = "--token", required = true)
  String token;

  @Option(names = "--watchers", defaultValue = "1000")
  int watchers;

  @Option(names = "--rate", defaultValue = "100", description = "writes per second")
  int rate;

  @Option(names = "--warm-up-seconds", defaultValue = "10")
  int warmUp;

  @Option(names = "--seconds", defaultValue = "20")
  int seconds;

  private long[] latencies = new long[0];
  private final AtomicInteger measured = new AtomicInteger();
  private volatile boolean recording;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new WatchBenchmark()).execute(arguments));
  }

  @Override
  public void run() {
    try {
      measure();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void measure() throws Exception {
    latencies = new long[watchers * rate * (seconds + 2)];
    var ready = new CountDownLatch(watchers);
    var context = trustingContext();
    for (var i = 0; i < watchers; i++) {
      Thread.ofVirtual().start(() -> watch(context, ready));
    }
    if (!ready.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not all watches began");
    }
    var writer = connect(context);
    var total = rate * (warmUp + seconds);
    var begin = System.nanoTime();
    for (var n = 0; n < total; n++) {
      recording = n >= rate * warmUp;
      var due = begin + n * 1_000_000_000L / rate;
      while (System.nanoTime() < due) {
        TimeUnit.NANOSECONDS.sleep(Math.max(1, due - System.nanoTime()));
      }
      write(writer, begin, n);
    }
    TimeUnit.SECONDS.sleep(2);
    var sample = Arrays.copyOf(latencies, Math.min(measured.get(), latencies.length));
    Arrays.sort(sample);
    System.out.printf(
        "watchers=%d rate=%d/s events=%d of %d p50=%.1fms p99=%.1fms max=%.1fms%n",
        watchers,
        rate,
        sample.length,
        watchers * rate * seconds,
        millis(sample, 0.50),
        millis(sample, 0.99),
        millis(sample, 1));
  }

  private static double millis(long[] sorted, double quantile) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * quantile)] / 1e6;
  }

  private void write(SSLSocket socket, long run, int number) throws IOException {
    var padding = "x".repeat(700);
    var body =
        ("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"w-%d-%d\"},"
                + "\"data\":{\"p\":\"%s\",\"sent\":\"@%d@\"}}")
            .formatted(run, number, padding, System.nanoTime());
    var head =
        ("POST /api/v1/namespaces/default/configmaps HTTP/1.1\r\nHost: %s\r\n"
                + "Authorization: Bearer %s\r\nContent-Type: application/json\r\n"
                + "Content-Length: %d\r\n\r\n%s")
            .formatted(host, token, body.length(), body);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    readAnswer(socket.getInputStream());
  }

  private static void readAnswer(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    if (!head.toString().startsWith("HTTP/1.1 201")) {
      throw new IOException("a write failed: " + head);
    }
    var text = head.toString().toLowerCase(java.util.Locale.ROOT);
    var at = text.indexOf("content-length: ") + "content-length: ".length();
    in.skipNBytes(Long.parseLong(text.substring(at, text.indexOf('\r', at))));
  }

  private void watch(SSLContext context, CountDownLatch ready) {
    try (var socket = connect(context)) {
      var request =
          ("GET /api/v1/namespaces/default/configmaps?watch=1 HTTP/1.1\r\nHost: %s\r\n"
                  + "Authorization: Bearer %s\r\n\r\n")
              .formatted(host, token);
      // resourceVersion is asked for first, so that nothing old is sent
      socket
          .getOutputStream()
          .write(
              request
                  .replace("watch=1", "watch=1&resourceVersion=" + latest(context))
                  .getBytes(StandardCharsets.US_ASCII));
      var in = socket.getInputStream();
      var buffer = new byte[64 * 1024];
      var number = ByteBuffer.allocate(32);
      var inside = false;
      ready.countDown();
      for (var size = in.read(buffer); size > 0; size = in.read(buffer)) {
        for (var i = 0; i < size; i++) {
          if (buffer[i] == '@') {
            if (inside) {
              record(number);
            }
            inside = !inside;
            number.clear();
          } else if (inside && number.hasRemaining()) {
            number.put(buffer[i]);
          }
        }
      }
    } catch (IOException e) {
      System.err.println("a watch ended: " + e);
    }
  }

  private String latest(SSLContext context) throws IOException {
    try (var socket = connect(context)) {
      var request =
          ("GET /api/v1/namespaces?limit=1 HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n"
                  + "Authorization: Bearer %s\r\n\r\n")
              .formatted(host, token);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var at = text.indexOf("\"resourceVersion\":\"") + "\"resourceVersion\":\"".length();
      return text.substring(at, text.indexOf('"', at));
    }
  }

  private void record(ByteBuffer digits) {
    if (!recording) {
      return;
    }
    var text = new String(digits.array(), 0, digits.position(), StandardCharsets.US_ASCII);
    var at = measured.getAndIncrement();
    if (at < latencies.length) {
      latencies[at] = System.nanoTime() - Long.parseLong(text);
    }
  }

  private SSLSocket connect(SSLContext context) throws IOException {
    var socket = (SSLSocket) context.getSocketFactory().createSocket();
    socket.connect(new InetSocketAddress(host, port));
    socket.setTcpNoDelay(true);
    socket.startHandshake();
    return socket;
  }

  /** A benchmark does not care whom it loads. */
  private static SSLContext trustingContext() throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustAll()}, null);
    return context;
  }

  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(
        java.security.cert.X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(
        java.security.cert.X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(
        java.security.cert.X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        java.security.cert.X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public java.security.cert.X509Certificate[] getAcceptedIssuers() {
      return new java.security.cert.X509Certificate[0];
    }
  }
}
