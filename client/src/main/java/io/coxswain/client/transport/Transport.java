package io.coxswain.client.transport;

import java.io.IOException;

/**
 * Carries requests to one API server. Implementations are safe for many threads; calls block their
 * caller only.
 */
public interface Transport extends AutoCloseable {
  /**
   * Sends a request and returns as soon as status and headers are there; the caller reads and
   * closes the body. Every status code is a normal return.
   *
   * @throws IOException when no answer was received; whether the server acted is then unknown
   */
  Response send(Request request) throws IOException;

  /**
   * Sends an HTTP/1.1 upgrade request (WebSocket, SPDY) and hands the connection over after a 101
   * answer. Any other answer is returned as {@link Upgrade.Refused}.
   */
  default Upgrade upgrade(Request request) throws IOException {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " cannot upgrade connections");
  }

  /** Ends all connections; requests in flight fail with an {@link IOException}. */
  @Override
  void close();
}
