package io.coxswain.kubelet.server.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The client's end of a command, whatever protocol carries it. */
sealed interface CommandChannel extends AutoCloseable
    permits WebSocketCommandChannel, SpdyCommandChannel {
  /** Reads from the client until it has gone; runs on a thread of its own. */
  void read() throws IOException;

  /** Waits until every stream is there. */
  void awaitStreams() throws IOException, InterruptedException;

  /** At its end when the client has no more input, or has gone. */
  InputStream stdin();

  OutputStream stdout();

  OutputStream stderr();

  /** JSON documents, one per new size of the terminal. */
  InputStream resizes();

  /** Tells the outcome (a Status as JSON) and ends the conversation. */
  void finish(byte[] status) throws IOException;

  @Override
  void close() throws IOException;
}
