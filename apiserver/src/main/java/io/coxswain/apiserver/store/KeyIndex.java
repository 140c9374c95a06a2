package io.coxswain.apiserver.store;

import java.util.Arrays;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * At which revisions each key of the embedded store was written, in memory, as etcd has it: in the
 * database, each new key would change a page of an index beside its row. One thread at a time
 * changes it, any may read; revisions are added once they are durable. Who reads at a revision sees
 * neither what was added behind it nor a compaction up to it.
 */
final class KeyIndex {
  private final ConcurrentSkipListMap<String, Writes> keys = new ConcurrentSkipListMap<>();

  /** The revisions of one key in order, those of deletions negative. */
  private static final class Writes {
    private long[] revisions; // written before the count that covers it, read after it
    private volatile int count = 1;

    private Writes(long revision) {
      revisions = new long[] {revision};
    }

    private Writes(long[] revisions) {
      this.revisions = revisions;
      count = revisions.length;
    }

    private void add(long revision) {
      var place = count;
      if (place == revisions.length) {
        revisions = Arrays.copyOf(revisions, place * 2);
      }
      revisions[place] = revision;
      count = place + 1;
    }

    /** How many of them were written up to a revision. */
    private int upTo(long revision) {
      var found = count;
      var all = revisions;
      while (found > 0 && Math.abs(all[found - 1]) > revision) {
        found--;
      }
      return found;
    }

    private long at(long revision) {
      var before = upTo(revision);
      return before == 0 ? 0 : Math.max(0, revisions[before - 1]);
    }

    /** How many of them no read at or after a revision can see. */
    private int hidden(long revision) {
      var before = upTo(revision);
      return before > 0 && revisions[before - 1] > 0 ? before - 1 : before;
    }
  }

  /**
   * Notes a write.
   *
   * @param revision negative for a deletion
   */
  void add(String key, long revision) {
    var writes = keys.get(key);
    if (writes == null) {
      keys.put(key, new Writes(revision));
    } else {
      writes.add(revision);
    }
  }

  /** The revision of a key's latest value; 0 where it is absent. */
  long latest(String key) {
    return at(key, Long.MAX_VALUE);
  }

  /** The revision of the value that a key had at a revision; 0 where it was absent. */
  long at(String key, long revision) {
    var writes = keys.get(key);
    return writes == null ? 0 : writes.at(revision);
  }

  /**
   * The revisions of the values that keys with a prefix had at a revision, in the keys' order.
   *
   * @param after start behind this key; null for the first
   */
  long[] range(String prefix, @Nullable String after, long revision) {
    var start = after == null ? prefix : after;
    return keys.subMap(start, after == null, Revisions.prefixEnd(prefix), false).values().stream()
        .mapToLong(writes -> writes.at(revision))
        .filter(found -> found != 0)
        .toArray();
  }

  /** What a compaction up to a revision is to remove from the history. */
  long[] hidden(long upTo) {
    return keys.values().stream()
        .flatMapToLong(writes -> Arrays.stream(writes.revisions, 0, writes.hidden(upTo)))
        .map(Math::abs)
        .toArray();
  }

  /** Forgets what a compaction has removed. */
  void forget(long upTo) {
    for (var entry : keys.entrySet()) {
      var writes = entry.getValue();
      var hidden = writes.hidden(upTo);
      if (hidden == writes.count) {
        keys.remove(entry.getKey());
      } else if (hidden > 0) {
        keys.put(
            entry.getKey(), new Writes(Arrays.copyOfRange(writes.revisions, hidden, writes.count)));
      }
    }
  }
}
