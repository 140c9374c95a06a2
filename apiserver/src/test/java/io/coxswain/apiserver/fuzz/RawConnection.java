package io.coxswain.apiserver.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A TLS connection over which anything at all can be said; answers are read as HTTP/1.1. */
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;
  private final SSLSocket socket;
  private final InputStream in;

  /** What came back; code 0 is a connection that was closed instead. */
  record Answer(int code, Map<String, String> headers, byte[] body, boolean reusable) {
    static final Answer CLOSED = new Answer(0, Map.of(), new byte[0], false);
  }

  RawConnection(SSLContext tls, int port, String protocol) throws IOException {
    socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port);
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.startHandshake();
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends; a server that has hung up already is no failure. */
  void send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // its answer, if there is one, can still be read
    }
  }

  /** Reads on until the server closes or says nothing for a while. */
  void drain(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      while (in.read() >= 0) {
        // nothing to learn from it
      }
    } catch (IOException e) {
      // silence, or a reset
    }
  }

  /**
   * Reads an answer. Of one that has no end only the head is read.
   *
   * @throws SocketTimeoutException where the server hangs
   */
  Answer read(String method) throws IOException {
    try {
      return answer(method);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return Answer.CLOSED;
    }
  }

  private Answer answer(String method) throws IOException {
    var status = line();
    var code = Integer.parseInt(status.split(" ")[1]);
    var headers = new HashMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      var colon = line.indexOf(':');
      headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
    }
    if (code == 100) {
      return answer(method);
    }
    var reusable = !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    if (code == 101) {
      return new Answer(code, headers, new byte[0], false);
    }
    if (method.equals("HEAD") || code == 204 || code == 304) {
      return new Answer(code, headers, new byte[0], reusable);
    }
    var length = headers.get("content-length");
    if (length != null) {
      return new Answer(code, headers, in.readNBytes(Integer.parseInt(length)), reusable);
    }
    return new Answer(code, headers, chunks(), reusable);
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      var length = Integer.parseInt(line().strip(), 16);
      body.writeBytes(in.readNBytes(length));
      line();
      if (length == 0) {
        return body.toByteArray();
      }
    }
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
