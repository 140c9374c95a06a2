package io.coxswain.apiserver.http;

import io.netty.channel.ChannelFuture;
import org.jspecify.annotations.Nullable;

/**
 * What one stream of HTTP/2 adds to its connection's {@link Backlog}, and whether it may add more;
 * an HTTP/1.1 connection has none, and always room. Its event loop owns it.
 */
final class StreamAccount {
  private final @Nullable Backlog backlog;
  private long takenBefore;
  private boolean awaitingRoom;

  /**
   * Of a stream that has written nothing.
   *
   * @param backlog what the streams of an HTTP/2 connection share; null for HTTP/1.1
   */
  StreamAccount(@Nullable Backlog backlog) {
    this.backlog = backlog;
  }

  boolean isHttp2() {
    return backlog != null;
  }

  /** A request begins: from now on it is looked whether the client takes anything. */
  void begin() {
    takenBefore = backlog == null ? 0 : backlog.taken();
  }

  boolean hasRoom() {
    return backlog == null || backlog.hasRoom();
  }

  /** Whether bytes wait for the client and it has taken none since the request began. */
  boolean takesNothing() {
    return backlog != null && backlog.held() > 0 && backlog.taken() == takenBefore;
  }

  /** Runs something once when there is room again: there is none now. */
  void whenRoom(Runnable action) {
    if (backlog == null) {
      throw new IllegalStateException("HTTP/1.1 always has room");
    }
    backlog.whenRoom(action);
  }

  /** Whether there is room; if not, something is run once when there is, however often asked. */
  boolean hasRoomOr(Runnable later) {
    if (backlog == null || backlog.hasRoom()) {
      return true;
    }
    if (!awaitingRoom) {
      awaitingRoom = true;
      backlog.whenRoom(
          () -> {
            awaitingRoom = false;
            later.run();
          });
    }
    return false;
  }

  /** Counts what is written until it has left. */
  void count(int bytes, ChannelFuture written) {
    if (backlog == null || written.isDone()) {
      return;
    }
    var account = backlog;
    account.add(bytes);
    written.addListener(future -> account.remove(bytes, future.isSuccess()));
  }
}
