package io.coxswain.apiserver.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/** An HTTP/1.1 connection to a webhook, for one request at a time. Closing it ends a call. */
final class WebhookConnection implements Closeable {
  private static final int LONGEST_LINE = 16 * 1024;
  private static final long LARGEST_BODY = 256L << 20;

  private final SSLSocket socket;
  private final InputStream in;
  private final long openedNanos;
  private boolean used;
  private boolean keep;
  private long idleSinceNanos;

  WebhookConnection(SSLSocket socket, long nowNanos) throws IOException {
    this.socket = socket;
    this.openedNanos = nowNanos;
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** The status code and the whole body. */
  record Response(int code, byte[] body) {}

  /** The other side had closed an idle connection: nothing of the request was answered. */
  static final class StaleException extends IOException {
    private static final long serialVersionUID = 1L;

    StaleException(IOException cause) {
      super(cause);
    }
  }

  boolean keeps() {
    return keep;
  }

  void idle(long nowNanos) {
    idleSinceNanos = nowNanos;
  }

  /** Whether it may still be used: others close connections that idle for long. */
  boolean isFresh(long nowNanos, long mostNanos) {
    return nowNanos - Math.max(idleSinceNanos, openedNanos) < mostNanos && !socket.isClosed();
  }

  Response post(WebhookTarget target, String query, byte[] body) throws IOException {
    var reused = used;
    used = true;
    keep = false;
    var head =
        "POST "
            + target.path()
            + (query.isEmpty() ? "" : "?" + query)
            + " HTTP/1.1\r\nHost: "
            + target.authority()
            + "\r\nUser-Agent: kube-apiserver-admission\r\nAccept: application/json, */*"
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    String status;
    try {
      var request = new ByteArrayOutputStream(head.length() + body.length);
      request.writeBytes(head.getBytes(ISO_8859_1));
      request.writeBytes(body);
      request.writeTo(socket.getOutputStream());
      socket.getOutputStream().flush();
      status = line();
    } catch (IOException e) {
      throw reused ? new StaleException(e) : e;
    }
    return response(status);
  }

  private Response response(String status) throws IOException {
    var parts = status.split(" ", 3);
    if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("\\d{3}")) {
      throw new IOException("malformed HTTP response \"" + status + "\"");
    }
    var length = -1L;
    var chunked = false;
    var persistent = parts[0].equals("HTTP/1.1");
    for (var header = line(); !header.isEmpty(); header = line()) {
      var colon = header.indexOf(':');
      var name = header.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
      var value = header.substring(colon + 1).strip();
      switch (name) {
        case "content-length" -> length = length(value, 10);
        case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
        case "connection" -> persistent = !value.equalsIgnoreCase("close");
        default -> {}
      }
    }
    var code = Integer.parseInt(parts[1]);
    if (code < 200) {
      return response(line());
    }
    var body = chunked ? chunks() : length >= 0 ? exactly(length) : in.readAllBytes();
    keep = persistent && (chunked || length >= 0);
    return new Response(code, body);
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      var size = line();
      var end = size.indexOf(';');
      var length = length((end < 0 ? size : size.substring(0, end)).strip(), 16);
      if (length == 0) {
        while (!line().isEmpty()) {
          // trailers say nothing here
        }
        return body.toByteArray();
      }
      if (body.size() + length > LARGEST_BODY) {
        throw new IOException("the response is too large");
      }
      body.writeBytes(exactly(length));
      line();
    }
  }

  private byte[] exactly(long length) throws IOException {
    if (length > LARGEST_BODY) {
      throw new IOException("the response is too large");
    }
    var bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new EOFException("unexpected EOF");
    }
    return bytes;
  }

  private static long length(String text, int radix) throws IOException {
    try {
      return Long.parseUnsignedLong(text, radix) & Long.MAX_VALUE;
    } catch (NumberFormatException e) {
      throw new IOException("malformed length \"" + text + "\" in the response", e);
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("EOF");
      }
      if (line.length() == LONGEST_LINE) {
        throw new IOException("a header of the response is too long");
      }
      line.append((char) next);
    }
    var end = line.length();
    return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone in any case
    }
  }
}
