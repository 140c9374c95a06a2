package io.coxswain.apiserver.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** One TLS connection to a server, used by one thread at a time. Any answer but 2xx is an error. */
final class ApiConnection implements AutoCloseable {
  /** Handshakes take turns: a storm of them would run into the server's handshake timeout. */
  private static final Semaphore HANDSHAKES = new Semaphore(32);

  private static final SSLContext CONTEXT = trustingContext();

  private final String head;
  private final SSLSocket socket;
  private final InputStream in;

  private ApiConnection(String head, SSLSocket socket) throws IOException {
    this.head = head;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
  }

  static ApiConnection open(URI server, String token) throws IOException {
    HANDSHAKES.acquireUninterruptibly();
    try {
      var socket = (SSLSocket) CONTEXT.getSocketFactory().createSocket();
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      socket.setTcpNoDelay(true);
      socket.startHandshake();
      var head = "Host: " + server.getHost() + "\r\nAuthorization: Bearer " + token + "\r\n";
      return new ApiConnection(head, socket);
    } finally {
      HANDSHAKES.release();
    }
  }

  /** Creates an object; the result is the answer's body. */
  String post(String path, String body) throws IOException {
    send(
        "POST "
            + path
            + " HTTP/1.1\r\n"
            + head
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
    return answer();
  }

  String get(String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\n" + head + "\r\n");
    return answer();
  }

  /** Begins a watch; the result are its chunks as they come, their sizes included. */
  InputStream watch(String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\n" + head + "\r\n");
    readHead();
    return in;
  }

  private void send(String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(US_ASCII));
  }

  private String answer() throws IOException {
    var headers = readHead().toLowerCase(Locale.ROOT);
    var at = headers.indexOf("content-length: ");
    if (at >= 0) {
      at += "content-length: ".length();
      var length = Integer.parseInt(headers.substring(at, headers.indexOf('\r', at)));
      return new String(in.readNBytes(length), US_ASCII);
    }
    var body = new StringBuilder();
    while (true) {
      var length = Integer.parseInt(line().strip(), 16);
      body.append(new String(in.readNBytes(length), US_ASCII));
      line();
      if (length == 0) {
        return body.toString();
      }
    }
  }

  private String readHead() throws IOException {
    var text = new StringBuilder();
    while (true) {
      var line = line();
      text.append(line).append("\r\n");
      if (line.isEmpty()) {
        break;
      }
    }
    if (!text.toString().startsWith("HTTP/1.1 2")) {
      throw new IOException("not a success: " + text.toString().lines().findFirst().orElse(""));
    }
    return text.toString();
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the server closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** A benchmark does not care whom it loads. */
  private static SSLContext trustingContext() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
