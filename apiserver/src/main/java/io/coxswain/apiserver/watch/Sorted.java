package io.coxswain.apiserver.watch;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Things sorted by key; immutable. A change copies one leaf and the list of leaves, so that old
 * ones stay readable at little cost.
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
    var leaf = leafOf(key);
    if (leaf < 0) {
      return null;
    }
    var at = search(leaves[leaf], key);
    return at < 0 ? null : item(leaves[leaf][at]);
  }

  Sorted<T> with(T entry) {
    if (leaves.length == 0) {
      return new Sorted<>(new Keyed[][] {{entry}}, 1);
    }
    var index = Math.max(0, leafOf(entry.key()));
    var leaf = leaves[index];
    var at = search(leaf, entry.key());
    if (at >= 0) {
      var changed = leaf.clone();
      changed[at] = entry;
      return new Sorted<>(replace(index, changed), size);
    }
    var grown = new Keyed[leaf.length + 1];
    var place = -at - 1;
    System.arraycopy(leaf, 0, grown, 0, place);
    grown[place] = entry;
    System.arraycopy(leaf, place, grown, place + 1, leaf.length - place);
    if (grown.length <= LEAF) {
      return new Sorted<>(replace(index, grown), size + 1);
    }
    // Keys often arrive in order: then the full leaf stays full.
    var cut = index == leaves.length - 1 && place == leaf.length ? leaf.length : LEAF / 2;
    return new Sorted<>(
        replace(index, Arrays.copyOf(grown, cut), Arrays.copyOfRange(grown, cut, grown.length)),
        size + 1);
  }

  Sorted<T> without(String key) {
    var index = leafOf(key);
    var at = index < 0 ? -1 : search(leaves[index], key);
    if (at < 0) {
      return this;
    }
    var leaf = leaves[index];
    if (leaf.length == 1) {
      return new Sorted<>(replace(index), size - 1);
    }
    var shrunk = new Keyed[leaf.length - 1];
    System.arraycopy(leaf, 0, shrunk, 0, at);
    System.arraycopy(leaf, at + 1, shrunk, at, shrunk.length - at);
    return new Sorted<>(replace(index, shrunk), size - 1);
  }

  private Keyed[][] replace(int index, Keyed[]... with) {
    var changed = new Keyed[leaves.length - 1 + with.length][];
    System.arraycopy(leaves, 0, changed, 0, index);
    System.arraycopy(with, 0, changed, index, with.length);
    var rest = leaves.length - index - 1;
    System.arraycopy(leaves, index + 1, changed, index + with.length, rest);
    return changed;
  }

  /** The last leaf that begins at or before the key; -1 where all begin behind it. */
  private int leafOf(String key) {
    var low = 0;
    var high = leaves.length - 1;
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
    var leaf = leafOf(key);
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
    var leaf = Math.max(0, leafOf(key));
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
