package io.coxswain.dns.server;

import java.io.IOException;
import java.util.Optional;

/** Resolvers that know the names that are not ours. */
public interface Upstream {
  /**
   * Asks for an answer to a query in wire format, with the same ID.
   *
   * @return empty when there is nobody to ask
   * @throws IOException when nobody answered in time
   */
  Optional<byte[]> ask(byte[] query, boolean tcp) throws IOException;
}
