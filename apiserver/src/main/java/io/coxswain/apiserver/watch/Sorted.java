package io.coxswain.apiserver.watch;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Things sorted by key; immutable. An edit copies the list of leaves, and each change of it one
 * leaf, so that old ones stay readable at little cost.
 */
final class Sorted<T extends Sorted.Keyed> {
  /** Something that is found by its key. */
  interface Keyed {
    String key();
  }

  private static final int LEAF = 128;

  private final Keyed[][] leaves;
  private final int size;

  Sorted() {
    this(new Keyed[0][], 0);
  }

  private Sorted(Keyed[][] leaves, int size) {
    this.leaves = leaves;
    this.size = size;
  }

  int size() {
    return size;
  }

  @Nullable T get(String key) {
    var leaf = leafOf(leaves, leaves.length, key);
    if (leaf < 0) {
      return null;
    }
    var at = search(leaves[leaf], key);
    return at < 0 ? null : item(leaves[leaf][at]);
  }

  Edit edit() {
    return new Edit();
  }

  /** Some changes of which readers see all at once, or none. For one thread. */
  final class Edit {
    private Keyed[][] changed = leaves.clone();
    private int count = leaves.length;
    private int entries = size;

    Sorted<T> done() {
      return new Sorted<>(Arrays.copyOf(changed, count), entries);
    }

    /** Adds or replaces; the result is what had the key before. */
    @Nullable T put(T entry) {
      if (count == 0) {
        insert(0, new Keyed[] {entry});
        entries++;
        return null;
      }
      var index = Math.max(0, leafOf(changed, count, entry.key()));
      var leaf = changed[index];
      var at = search(leaf, entry.key());
      if (at >= 0) {
        changed[index] = leaf.clone();
        changed[index][at] = entry;
        return item(leaf[at]);
      }
      entries++;
      var grown = new Keyed[leaf.length + 1];
      var place = -at - 1;
      System.arraycopy(leaf, 0, grown, 0, place);
      grown[place] = entry;
      System.arraycopy(leaf, place, grown, place + 1, leaf.length - place);
      if (grown.length <= LEAF) {
        changed[index] = grown;
        return null;
      }
      // Keys often arrive in order: then the full leaf stays full.
      var cut = index == count - 1 && place == leaf.length ? leaf.length : LEAF / 2;
      changed[index] = Arrays.copyOf(grown, cut);
      insert(index + 1, Arrays.copyOfRange(grown, cut, grown.length));
      return null;
    }

    private void insert(int index, Keyed[] leaf) {
      if (count == changed.length) {
        changed = Arrays.copyOf(changed, count + count / 8 + 1);
      }
      System.arraycopy(changed, index, changed, index + 1, count - index);
      changed[index] = leaf;
      count++;
    }

    /** The result is what had the key. */
    @Nullable T remove(String key) {
      var index = leafOf(changed, count, key);
      var at = index < 0 ? -1 : search(changed[index], key);
      if (at < 0) {
        return null;
      }
      entries--;
      var leaf = changed[index];
      if (leaf.length == 1) {
        count--;
        System.arraycopy(changed, index + 1, changed, index, count - index);
      } else {
        var shrunk = Arrays.copyOf(leaf, leaf.length - 1);
        System.arraycopy(leaf, at + 1, shrunk, at, shrunk.length - at);
        changed[index] = shrunk;
      }
      return item(leaf[at]);
    }
  }

  /** The last leaf that begins at or before the key; -1 where all begin behind it. */
  private static int leafOf(Keyed[][] leaves, int count, String key) {
    var low = 0;
    var high = count - 1;
    while (low <= high) {
      var middle = (low + high) >>> 1;
      if (leaves[middle][0].key().compareTo(key) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  /** The index of the key, or -(insertion point) - 1. */
  private static int search(Keyed[] leaf, String key) {
    var low = 0;
    var high = leaf.length - 1;
    while (low <= high) {
      var middle = (low + high) >>> 1;
      var order = leaf[middle].key().compareTo(key);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  @SuppressWarnings("unchecked") // with() lets nothing else in
  private T item(Keyed keyed) {
    return (T) keyed;
  }

  /** How many have keys before the given one. */
  int rank(String key) {
    var leaf = leafOf(leaves, leaves.length, key);
    if (leaf < 0) {
      return 0;
    }
    var before = 0;
    for (var i = 0; i < leaf; i++) {
      before += leaves[i].length;
    }
    var at = search(leaves[leaf], key);
    return before + (at < 0 ? -at - 1 : at);
  }

  /** Those whose keys are at or behind the given one, in order. */
  Iterator<T> from(String key) {
    var leaf = Math.max(0, leafOf(leaves, leaves.length, key));
    var at = leaves.length == 0 ? 0 : search(leaves[leaf], key);
    return new Walk(leaf, at < 0 ? -at - 1 : at);
  }

  private final class Walk implements Iterator<T> {
    private int leaf;
    private int at;

    private Walk(int leaf, int at) {
      this.leaf = leaf;
      this.at = at;
    }

    @Override
    public boolean hasNext() {
      if (leaf < leaves.length && at == leaves[leaf].length) {
        leaf++;
        at = 0;
      }
      return leaf < leaves.length;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return item(leaves[leaf][at++]);
    }
  }
}
