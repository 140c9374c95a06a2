package io.coxswain.apiserver.http;

import io.coxswain.apiserver.watch.ResourceCache;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes the watches of a resource after changes: one task per event loop, however many watches it
 * has and however many changes came. The first change after a while is told at once. Then a group
 * rests for a multiple of the time that telling took, so that many watches of many changes get
 * several at a time: a record and a packet each for single ones cost more than the changes.
 */
final class WatchGroups {
  private static final int REST = 4; // times as long as it took
  private static final long LONGEST_REST_NANOS = 10_000_000;

  private record Key(EventLoop loop, ResourceCache resource) {}

  private final Map<Key, Group> groups = new ConcurrentHashMap<>();

  /** Called on the stream's event loop. */
  void add(EventLoop loop, ResourceCache resource, WatchStream stream) {
    groups.computeIfAbsent(new Key(loop, resource), Group::new).streams.add(stream);
  }

  /** Called on the stream's event loop. */
  void remove(EventLoop loop, ResourceCache resource, WatchStream stream) {
    var group = groups.get(new Key(loop, resource));
    if (group != null) {
      group.streams.remove(stream);
    }
  }

  /** Ends every stream; from any thread. */
  void end() {
    for (var group : groups.values()) {
      group.loop.execute(() -> List.copyOf(group.streams).forEach(WatchStream::finish));
    }
  }

  private static final class Group {
    private final EventLoop loop;
    private final List<WatchStream> streams = new ArrayList<>(); // owned by the event loop
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private long restsUntil = System.nanoTime(); // owned by the event loop

    private Group(Key key) {
      loop = key.loop;
      key.resource.onChange(this::wake);
    }

    private void wake() {
      if (scheduled.compareAndSet(false, true)) {
        loop.execute(this::begin);
      }
    }

    private void begin() {
      var rest = restsUntil - System.nanoTime();
      if (rest > 0) {
        loop.schedule(this::drain, rest, TimeUnit.NANOSECONDS);
      } else {
        drain();
      }
    }

    private void drain() {
      var begun = System.nanoTime();
      scheduled.set(false); // before looking: a later change schedules again
      for (var stream : List.copyOf(streams)) {
        stream.pump();
      }
      var ended = System.nanoTime();
      restsUntil = ended + Math.min(LONGEST_REST_NANOS, REST * (ended - begun));
    }
  }
}
