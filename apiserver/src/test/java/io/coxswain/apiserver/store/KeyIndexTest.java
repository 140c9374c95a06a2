package io.coxswain.apiserver.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The index against maps of what was there at each revision. */
final class KeyIndexTest {
  private static final int REVISIONS = 2_000;

  private final KeyIndex index = new KeyIndex();
  private final TreeMap<String, Long> now = new TreeMap<>();
  private final TreeMap<Long, TreeMap<String, Long>> history = new TreeMap<>();
  private final Set<Long> rows = new HashSet<>();

  @Test
  void everyRevisionStaysAsItWasUntilItIsCompacted() {
    var random = new Random(5);
    var compacted = 0L;
    for (var revision = 1L; revision <= REVISIONS; revision++) {
      write("/r/" + random.nextInt(4) + "/k" + random.nextInt(20), revision, random.nextInt(3));
      if (random.nextInt(100) == 0) {
        compacted += random.nextLong(revision - compacted + 1);
        compact(compacted);
      }
      var seen = compacted + random.nextLong(revision - compacted + 1);
      if (seen > 0) {
        compare(seen);
      }
    }
    compact(REVISIONS);
    compare(REVISIONS);
    assertThat(rows).hasSameSizeAs(now.keySet()); // nothing is left but what is there
  }

  private void write(String key, long revision, int kind) {
    if (kind == 0 && now.remove(key) != null) {
      index.add(key, -revision);
    } else {
      now.put(key, revision);
      index.add(key, revision);
    }
    rows.add(revision);
    history.put(revision, new TreeMap<>(now));
  }

  private void compact(long upTo) {
    var hidden = Arrays.stream(index.hidden(upTo)).boxed().toList();
    assertThat(rows).containsAll(hidden);
    rows.removeAll(hidden);
    index.forget(upTo);
    assertThat(index.hidden(upTo)).isEmpty();
  }

  private void compare(long revision) {
    var then = history.get(revision);
    assertThat(index.range("/r/", null, revision)).containsExactly(revisions(then));
    assertThat(index.range("/r/2/", null, revision))
        .containsExactly(revisions(then.subMap("/r/2/", "/r/3")));
    assertThat(index.range("/r/", "/r/1/k7", revision))
        .containsExactly(revisions(then.tailMap("/r/1/k7", false)));
    assertThat(rows).containsAll(then.values());
    for (var key : then.keySet()) {
      assertThat(index.at(key, revision)).isEqualTo(then.get(key));
      assertThat(index.latest(key)).isEqualTo(now.getOrDefault(key, 0L));
    }
  }

  private static Long[] revisions(SortedMap<String, Long> then) {
    return then.values().toArray(Long[]::new);
  }
}
