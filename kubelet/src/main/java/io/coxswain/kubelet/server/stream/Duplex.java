package io.coxswain.kubelet.server.stream;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Bytes in both directions; closing ends both and wakes whoever blocks on them. */
public record Duplex(InputStream input, OutputStream output, Closeable connection)
    implements Closeable {
  public static Duplex of(Socket socket) throws IOException {
    return new Duplex(socket.getInputStream(), socket.getOutputStream(), socket);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
