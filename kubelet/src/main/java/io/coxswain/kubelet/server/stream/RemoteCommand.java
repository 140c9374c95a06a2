package io.coxswain.kubelet.server.stream;

import io.coxswain.api.Json;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.coxswain.kubelet.runtime.ExecSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * exec and attach: connects a session of the runtime with a client. The calling thread waits; each
 * stream has a virtual thread that copies it.
 */
public final class RemoteCommand {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteCommand.class);

  private final CommandChannel channel;
  private final CommandFlags flags;

  private RemoteCommand(CommandChannel channel, CommandFlags flags) {
    this.channel = channel;
    this.flags = flags;
  }

  private record TerminalSize(
      @com.fasterxml.jackson.annotation.JsonProperty("Width") int width,
      @com.fasterxml.jackson.annotation.JsonProperty("Height") int height) {}

  /**
   * Serves a connection that has been upgraded, to the command's end or the client's going, and
   * closes it. {@code open} starts the command; what it throws is told to the client.
   */
  public static void serve(
      Duplex duplex, Negotiation upgrade, CommandFlags flags, Supplier<ExecSession> open) {
    var channel =
        switch (upgrade) {
          case Negotiation.WebSocket(var protocol, var headers) ->
              new WebSocketCommandChannel(duplex, protocol, flags);
          case Negotiation.Spdy spdy -> new SpdyCommandChannel(duplex, flags);
          case Negotiation.Refused refused ->
              throw new IllegalArgumentException("not upgraded: " + refused.message());
        };
    try (channel) {
      new RemoteCommand(channel, flags).run(open);
    } catch (IOException e) {
      LOG.debug("the client of a command has gone: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Supplier<ExecSession> open) throws IOException, InterruptedException {
    var reader = Thread.ofVirtual().name("stream-read").unstarted(this::read);
    reader.start();
    channel.awaitStreams();
    try (var session = open.get()) {
      Thread.ofVirtual().start(() -> closeAfter(reader, session)); // nobody listens any more
      converse(session);
      channel.finish(CommandStatus.exited(session.awaitExit()));
    } catch (ContainerRuntimeException e) {
      channel.finish(CommandStatus.failed(String.valueOf(e.getMessage())));
    }
    // whoever closes first may cut off what is still on the way: give the client the first turn
    reader.join(java.time.Duration.ofSeconds(1));
  }

  private void read() {
    try {
      channel.read();
    } catch (IOException e) {
      LOG.debug("reading from the client: {}", e.toString());
    } catch (RuntimeException e) {
      LOG.warn("reading from the client", e);
    }
  }

  private void converse(ExecSession session) throws InterruptedException {
    if (flags.stdin()) {
      Thread.ofVirtual().start(() -> copy(channel.stdin(), session.stdin(), true));
    }
    if (flags.tty()) {
      Thread.ofVirtual().start(() -> resize(session));
    }
    var copies = new ArrayList<Thread>();
    copies.add(
        Thread.ofVirtual()
            .start(
                () ->
                    copy(
                        session.stdout(),
                        flags.stdout() ? channel.stdout() : OutputStream.nullOutputStream(),
                        false)));
    copies.add(
        Thread.ofVirtual()
            .start(
                () ->
                    copy(
                        session.stderr(),
                        flags.stderr() && !flags.tty()
                            ? channel.stderr()
                            : OutputStream.nullOutputStream(),
                        false)));
    for (var copy : copies) {
      copy.join();
    }
  }

  private void resize(ExecSession session) {
    try (var sizes =
        Json.mapper().readerFor(TerminalSize.class).<TerminalSize>readValues(channel.resizes())) {
      while (sizes.hasNextValue()) {
        var size = sizes.nextValue();
        session.resize(size.width(), size.height());
      }
    } catch (JacksonException | ContainerRuntimeException e) {
      LOG.debug("resizing: {}", e.toString());
    }
  }

  /** Copies as things come; a client that has gone is noticed by its reader. */
  private static void copy(InputStream from, OutputStream to, boolean close) {
    var bytes = new byte[32 << 10];
    try {
      for (var count = from.read(bytes); count >= 0; count = from.read(bytes)) {
        to.write(bytes, 0, count);
        to.flush();
      }
    } catch (IOException e) {
      LOG.debug("copying a stream: {}", e.toString());
    } finally {
      if (close) {
        closeQuietly(to);
      }
    }
  }

  private static void closeQuietly(OutputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      LOG.trace("closing", e);
    }
  }

  private static void closeAfter(Thread reader, ExecSession session) {
    try {
      reader.join();
      session.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
