package io.coxswain.apiserver.http;

import io.coxswain.apiserver.watch.Cursor;
import io.coxswain.apiserver.watch.Entry;
import io.coxswain.apiserver.watch.ReadFailure;
import io.coxswain.apiserver.watch.ResourceCache;
import io.coxswain.apiserver.watch.Watches;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One running watch. It holds no thread: its event loop moves its cursor while the peer reads. */
final class WatchStream implements Connection.Outgoing, WatchGroup.Member {
  private static final long BOOKMARK_SECONDS = 60;

  private final WatchGroups groups;
  private final ResourceCache resource;
  private final Exchange exchange;
  private final Connection connection;
  private final WatchFrames frames;
  private final Cursor cursor;
  private final Iterator<Entry> initial;
  private final boolean bookmarks;
  private boolean initialBookmark;
  private boolean beginning = true; // and takes seats of flow control
  private long revision;
  private boolean bookmarkDue;
  private boolean ending;
  private boolean over;
  private long told; // of the present objects
  private @Nullable ScheduledFuture<?> givingUp;
  private @Nullable ScheduledFuture<?> timer;
  private @Nullable ScheduledFuture<?> timeout;

  WatchStream(
      WatchGroups groups,
      ResourceCache resource,
      Exchange exchange,
      WatchFrames frames,
      Watches.Beginning.Begun begun,
      boolean bookmarks) {
    this.groups = groups;
    this.resource = resource;
    this.exchange = exchange;
    this.connection = exchange.connection();
    this.frames = frames;
    this.cursor = begun.cursor();
    this.initial = begun.initial().iterator();
    this.initialBookmark = begun.endsWithBookmark();
    this.revision = begun.revision();
    this.bookmarks = bookmarks;
  }

  /**
   * Begins to send; on the event loop.
   *
   * @param patience who takes nothing of the present objects for so long is cut off: until they are
   *     told, a watch keeps its seats of flow control and what it has to tell
   */
  void start(long timeoutSeconds, Duration patience) {
    if (!connection.isOpen()) {
      return;
    }
    var loop = connection.loop();
    groups.add(loop, resource, this);
    timeout = loop.schedule(this::finish, timeoutSeconds, TimeUnit.SECONDS);
    if (bookmarks) {
      timer =
          loop.scheduleAtFixedRate(
              () -> {
                bookmarkDue = true;
                pump();
              },
              BOOKMARK_SECONDS,
              BOOKMARK_SECONDS,
              TimeUnit.SECONDS);
    }
    if (WebSockets.wantedBy(exchange)) {
      connection.beginWebSocket(exchange, WebSockets.Messages.LINES);
    } else {
      connection.begin(exchange, 200, Map.of("Content-Type", frames.mediaType()), -1);
    }
    connection.stream(this);
    if (beginning) {
      afterwards(patience.toMillis(), told);
    }
  }

  private void afterwards(long millis, long before) {
    givingUp =
        connection.loop().schedule(() -> cutOff(millis, before), millis, TimeUnit.MILLISECONDS);
  }

  private void cutOff(long millis, long before) {
    if (over || !beginning) {
      return;
    }
    if (told == before) {
      connection.cut();
    } else {
      afterwards(millis, told);
    }
  }

  @Override
  public void pump() {
    if (!over && cursor.hasExpired() && !connection.isWritable()) {
      connection.cut(); // it does not read, and has missed what it was to be told
      return;
    }
    while (!over && connection.isWritable()) {
      var buffer = connection.context().alloc().directBuffer(Body.PIECE / 16);
      var more = fill(buffer);
      if (buffer.isReadable()) {
        connection.write(buffer);
      } else {
        buffer.release();
      }
      if (ending && !more) {
        close();
        connection.end(exchange);
        return;
      }
      if (!more) {
        break;
      }
    }
    if (!over) {
      connection.flush();
    }
  }

  /** Writes what there is, at most about one piece; false where nothing is left for now. */
  private boolean fill(ByteBuf buffer) {
    while (buffer.readableBytes() < Body.PIECE) {
      if (initial.hasNext()) {
        frames.append(buffer, WatchFrames.Kind.ADDED, initial.next());
        told++;
        continue;
      }
      if (beginning) {
        beginning = false;
        exchange.served();
      }
      if (initialBookmark) {
        initialBookmark = false;
        frames.bookmark(buffer, revision, true);
      }
      if (ending || !step(buffer)) {
        return false;
      }
    }
    return true;
  }

  private boolean step(ByteBuf buffer) {
    switch (cursor.next()) {
      case Cursor.Step.Added added -> tell(buffer, WatchFrames.Kind.ADDED, added.entry());
      case Cursor.Step.Modified changed -> tell(buffer, WatchFrames.Kind.MODIFIED, changed.entry());
      case Cursor.Step.Deleted gone -> tell(buffer, WatchFrames.Kind.DELETED, gone.entry());
      case Cursor.Step.Skipped ignored -> {
        // not for this watcher
      }
      case Cursor.Step.Idle idle -> {
        if (bookmarkDue && idle.revision() > revision) {
          revision = idle.revision();
          frames.bookmark(buffer, revision, false);
        }
        bookmarkDue = false;
        return false;
      }
      case Cursor.Step.Expired ignored -> {
        return fail(buffer, new ReadFailure.Expired("too old resource version: " + revision, ""));
      }
      case Cursor.Step.Unconverted failed -> {
        return fail(buffer, new ReadFailure.Unconverted(failed.message()));
      }
    }
    return true;
  }

  /** The last event of a watch; false, since nothing follows. */
  private boolean fail(ByteBuf buffer, ReadFailure failure) {
    frames.error(buffer, Failures.of(failure));
    ending = true;
    return false;
  }

  private void tell(ByteBuf buffer, WatchFrames.Kind kind, Entry entry) {
    revision = entry.revision();
    frames.append(buffer, kind, entry);
  }

  /** Ends the watch after what has happened until now, with a last bookmark. */
  @Override
  public void finish() {
    bookmarkDue = bookmarks;
    pump();
    ending = true;
    pump();
    if (!over) {
      // The peer does not read: there is no use in waiting for it.
      connection.cut();
    }
  }

  @Override
  public void close() {
    if (over) {
      return;
    }
    over = true;
    groups.remove(connection.loop(), resource, this);
    if (givingUp != null) {
      givingUp.cancel(false);
    }
    if (timer != null) {
      timer.cancel(false);
    }
    if (timeout != null) {
      timeout.cancel(false);
    }
  }
}
