package io.coxswain.client.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Status, headers and a body that arrives while it is read. Header names are lower case; values of
 * repeated headers are joined by commas. Closing before the end of the body gives the connection
 * up.
 */
public record Response(int code, Map<String, String> headers, InputStream body)
    implements AutoCloseable {
  /** The value of a header, by its lower-case name. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  public byte[] readAll() throws IOException {
    return body.readAllBytes();
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
