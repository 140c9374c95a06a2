package io.coxswain.apiserver.http;

import io.coxswain.apiserver.watch.ResourceCache;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The running watches, by event loop and resource: changes of a resource wake its groups. A group
 * goes with its last watch, so that nothing of a resource that is no longer served is kept.
 */
final class WatchGroups {
  private record Key(EventLoop loop, ResourceCache resource) {}

  /** What the resource wakes is the same object when it is taken away again. */
  private record Woken(WatchGroup group, Runnable wake) {}

  private final Map<Key, Woken> groups = new ConcurrentHashMap<>();

  /** Called on the watch's event loop. */
  void add(EventLoop loop, ResourceCache resource, WatchGroup.Member watch) {
    groups.computeIfAbsent(new Key(loop, resource), WatchGroups::begin).group.add(watch);
  }

  private static Woken begin(Key key) {
    var group = new WatchGroup(key.loop, System::nanoTime);
    var woken = new Woken(group, group::wake);
    key.resource.onChange(woken.wake);
    return woken;
  }

  /** Called on the watch's event loop. */
  void remove(EventLoop loop, ResourceCache resource, WatchGroup.Member watch) {
    var key = new Key(loop, resource);
    var woken = groups.get(key);
    if (woken != null) {
      woken.group.remove(watch);
      if (woken.group.isEmpty()) {
        groups.remove(key);
        resource.removeOnChange(woken.wake);
      }
    }
  }

  /** Whether no watch runs. */
  boolean isEmpty() {
    return groups.isEmpty();
  }

  /** Ends every watch; from any thread. */
  void end() {
    groups.values().forEach(woken -> woken.group.end());
  }
}
