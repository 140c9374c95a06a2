package io.coxswain.client.transport;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection (RFC 9112), used by one thread at a time. */
final class HttpConnection implements Upgrade.RawConnection {
  private static final int LONGEST_LINE = 64 * 1024;

  private final Socket socket;
  private final @Nullable TlsConnection tls;
  private final InputStream input;
  private final OutputStream output;
  private boolean reusable;
  private boolean answered;

  /** {@code tls} is over {@code socket}; null where plain text goes over it. */
  HttpConnection(Socket socket, @Nullable TlsConnection tls) throws IOException {
    this.socket = socket;
    this.tls = tls;
    this.input =
        new BufferedInputStream(tls == null ? socket.getInputStream() : tls.input(), 16 * 1024);
    this.output =
        new BufferedOutputStream(tls == null ? socket.getOutputStream() : tls.output(), 16 * 1024);
  }

  void write(Request request, String host, Map<String, String> common) throws IOException {
    answered = false;
    setReadTimeout(request.readTimeout());
    var head = new StringBuilder(256);
    head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    field(head, "Host", host);
    common.forEach((name, value) -> field(head, name, value));
    request.headers().forEach((name, value) -> field(head, name, value));
    var body = request.body();
    if (body != null) {
      field(head, "Content-Length", Integer.toString(body.length));
    }
    output.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    if (body != null) {
      output.write(body);
    }
    output.flush();
  }

  private static void field(StringBuilder head, String name, String value) {
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("line break in header " + name);
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** Reads status and headers; interim answers other than 101 are skipped. */
  Head readHead() throws IOException {
    while (true) {
      var status = readLine();
      answered = true;
      if (!status.startsWith("HTTP/1.") || status.length() < 12) {
        throw new IOException("not an HTTP/1.1 answer: " + printable(status));
      }
      var code = Integer.parseInt(status.substring(9, 12));
      var headers = new HashMap<String, String>();
      for (var line = readLine(); !line.isEmpty(); line = readLine()) {
        var colon = line.indexOf(':');
        if (colon <= 0) {
          throw new IOException("malformed header line");
        }
        headers.merge(
            line.substring(0, colon).toLowerCase(Locale.ROOT),
            line.substring(colon + 1).trim(),
            (one, two) -> one + ", " + two);
      }
      if (code >= 200 || code == 101) {
        return new Head(code, headers, status.startsWith("HTTP/1.1"));
      }
    }
  }

  /** Whether any byte of an answer to the last request has been seen. */
  boolean answered() {
    return answered;
  }

  /** The body that follows the head, chunked, counted or up to the end of the connection. */
  InputStream body(Head head, String method, HttpBody.Finished finished) {
    reusable = head.keepAlive();
    if (method.equals("HEAD") || head.code() == 204 || head.code() == 304) {
      return HttpBody.counted(input, 0, finished);
    }
    var encoding = head.headers().get("transfer-encoding");
    if (encoding != null && encoding.toLowerCase(Locale.ROOT).contains("chunked")) {
      return HttpBody.chunked(input, finished);
    }
    var length = head.headers().get("content-length");
    if (length != null) {
      return HttpBody.counted(input, Long.parseLong(length.trim()), finished);
    }
    reusable = false;
    return HttpBody.untilEnd(input, finished);
  }

  boolean reusable() {
    return reusable;
  }

  private void setReadTimeout(@Nullable Duration timeout) throws IOException {
    socket.setSoTimeout(timeout == null ? 0 : Math.toIntExact(timeout.toMillis()));
  }

  void unlimitedReads() throws IOException {
    setReadTimeout(null);
  }

  private String readLine() throws IOException {
    return readLine(input);
  }

  static String readLine(InputStream input) throws IOException {
    var line = new ByteArrayOutputStream(80);
    for (var next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new EOFException("connection closed by the server");
      }
      if (line.size() > LONGEST_LINE) {
        throw new IOException("header line longer than " + LONGEST_LINE + " bytes");
      }
      line.write(next);
    }
    var text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static String printable(String text) {
    return text.substring(0, Math.min(40, text.length())).replaceAll("[^\\x20-\\x7e]", "?");
  }

  @Override
  public InputStream input() {
    return input;
  }

  /** Buffered: flush after each message. */
  @Override
  public OutputStream output() {
    return output;
  }

  /** Closes below TLS: a close_notify could block behind a reader or a dead peer. */
  @Override
  public void close() throws IOException {
    socket.close();
    if (tls != null) {
      tls.close();
    }
  }

  record Head(int code, Map<String, String> headers, boolean persistent) {
    boolean keepAlive() {
      var connection = headers.getOrDefault("connection", "");
      return persistent && !connection.toLowerCase(Locale.ROOT).contains("close");
    }
  }
}
