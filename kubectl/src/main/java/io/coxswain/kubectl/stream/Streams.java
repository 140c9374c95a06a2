package io.coxswain.kubectl.stream;

import io.coxswain.kubectl.command.Session;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The local ends of a remote process's streams.
 *
 * @param in null where the process gets no input
 * @param err null where it has none of its own, as with a terminal
 * @param tty the process has a terminal, whose size and mode follow the local one
 */
public record Streams(
    @Nullable InputStream in, OutputStream out, @Nullable OutputStream err, boolean tty) {

  /** The session's own streams. */
  public static Streams of(Session session, boolean stdin, boolean tty) {
    return new Streams(
        stdin ? session.terminal().in() : null, session.out(), tty ? null : session.err(), tty);
  }
}
