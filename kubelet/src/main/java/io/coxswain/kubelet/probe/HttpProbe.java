package io.coxswain.kubelet.probe;

import io.coxswain.api.core.v1.HTTPGetAction;
import io.coxswain.kubelet.probe.ProbeAction.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * An HTTP GET as probes and hooks make it: HTTP/1.1 on a fresh connection, certificates not
 * verified (upstream neither), 200 to 399 a success, at most 10 KiB of the body read.
 */
final class HttpProbe {
  private static final int LIMIT = 10 * 1024;

  private HttpProbe() {}

  /**
   * @param agent who asks, unless the action's own headers say
   */
  static Result get(HTTPGetAction action, String host, int port, String agent, Duration timeout) {
    var https = "HTTPS".equalsIgnoreCase(action.scheme());
    var path = Objects.requireNonNullElse(action.path(), "/");
    var target = path.startsWith("/") ? path : "/" + path;
    var authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    var url = (https ? "https://" : "http://") + authority + target;
    try (var plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), (int) timeout.toMillis());
      plain.setSoTimeout((int) timeout.toMillis());
      var socket = https ? tls(plain, host, port) : plain;
      socket.getOutputStream().write(request(action, target, authority, agent));
      return verdict(read(socket));
    } catch (SocketTimeoutException e) {
      return Result.failure(
          "Get \""
              + url
              + "\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
    } catch (IOException e) {
      return Result.failure("Get \"" + url + "\": " + ProbeAction.dialError(host, port, e));
    }
  }

  private static byte[] request(
      HTTPGetAction action, String target, String authority, String asker) {
    var head = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
    var host = authority;
    var agent = asker;
    var accept = "*/*";
    for (var header : action.httpHeaders()) {
      switch (header.name().toLowerCase(java.util.Locale.ROOT)) {
        case "host" -> host = header.value();
        case "user-agent" -> agent = header.value();
        case "accept" -> accept = header.value();
        default -> head.append(header.name()).append(": ").append(header.value()).append("\r\n");
      }
    }
    head.append("Host: ").append(host).append("\r\nUser-Agent: ").append(agent);
    head.append("\r\nAccept: ").append(accept).append("\r\nConnection: close\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String read(Socket socket) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var buffer = new byte[4096];
    var in = socket.getInputStream();
    int n;
    while (bytes.size() < LIMIT && (n = in.read(buffer)) >= 0) {
      bytes.write(buffer, 0, n);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Result verdict(String answer) {
    var words = answer.split("\\s+", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/")) {
      return Result.failure(
          "net/http: HTTP/1.x transport connection broken: malformed HTTP response");
    }
    var code = Integer.parseInt(words[1]);
    if (code >= 200 && code < 400) {
      return Result.success("");
    }
    return Result.failure("HTTP probe failed with statuscode: " + code);
  }

  private static SSLSocket tls(Socket plain, String host, int port) throws IOException {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new X509ExtendedTrustManager[] {new TrustAll()}, new SecureRandom());
      return (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** Probes ask whether somebody answers, not who. */
  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
