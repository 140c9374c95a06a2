package io.coxswain.proxy.nft;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one table of the {@code inet} family should hold. Immutable, ordered by name. */
public record Ruleset(
    String table,
    SortedMap<String, Chain> chains,
    SortedMap<String, VerdictMap> maps,
    SortedMap<String, NamedSet> sets) {
  public Ruleset {
    chains = Collections.unmodifiableSortedMap(new TreeMap<>(chains));
    maps = Collections.unmodifiableSortedMap(new TreeMap<>(maps));
    sets = Collections.unmodifiableSortedMap(new TreeMap<>(sets));
  }

  /** {@code hook} is the base chain's specification, empty for a chain that is only jumped to. */
  public record Chain(String hook, List<String> rules) {
    public Chain {
      rules = List.copyOf(rules);
    }
  }

  /** {@code type} is the key's type; values are verdicts. */
  public record VerdictMap(String type, SortedMap<String, String> elements) {
    public VerdictMap {
      elements = Collections.unmodifiableSortedMap(new TreeMap<>(elements));
    }
  }

  /** {@code specification} has the type, and flags and timeout where packets add the elements. */
  public record NamedSet(String specification, SortedSet<String> elements) {
    public NamedSet {
      elements = Collections.unmodifiableSortedSet(new TreeSet<>(elements));
    }
  }

  static Ruleset of(
      String table,
      Map<String, Chain> chains,
      Map<String, VerdictMap> maps,
      Map<String, NamedSet> sets) {
    return new Ruleset(table, new TreeMap<>(chains), new TreeMap<>(maps), new TreeMap<>(sets));
  }
}
