package io.coxswain.client.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** What became of an upgrade request. */
public sealed interface Upgrade {
  /** The server switched protocols: both streams now carry the new protocol's bytes. */
  record Switched(Map<String, String> headers, RawConnection connection) implements Upgrade {}

  /** The server answered like to any request; the caller closes the response. */
  record Refused(Response response) implements Upgrade {}

  /** A connection owned by its holder. */
  interface RawConnection extends AutoCloseable {
    InputStream input();

    OutputStream output();

    @Override
    void close() throws IOException;
  }
}
