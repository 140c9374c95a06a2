package io.coxswain.proxy.nft;

import io.coxswain.proxy.nft.Ruleset.Chain;
import io.coxswain.proxy.nft.Ruleset.NamedSet;
import io.coxswain.proxy.nft.Ruleset.VerdictMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Scripts for {@code nft -f}, which the kernel takes as one transaction. One statement a line: nft
 * 1.0.6 does not parse everything it documents when statements share one.
 */
public final class NftScript {
  private static final int ELEMENTS_PER_LINE = 256;

  private final String table;
  private final List<String> lines = new ArrayList<>();

  private NftScript(String table) {
    this.table = "inet " + table;
  }

  /** Loads {@code wanted} in place of whatever table of that name there is. */
  public static String replace(Ruleset wanted) {
    var script = new NftScript(wanted.table());
    script.lines.add("add table " + script.table);
    script.lines.add("delete table " + script.table);
    script.lines.add("add table " + script.table);
    script.change(Ruleset.of(wanted.table(), Map.of(), Map.of(), Map.of()), wanted);
    return script.text();
  }

  /** Turns {@code present} into {@code wanted}; empty when there is nothing to do. */
  public static String update(Ruleset present, Ruleset wanted) {
    var script = new NftScript(wanted.table());
    script.change(present, wanted);
    return script.text();
  }

  /** Removes the table, whether or not it exists. */
  public static String remove(String table) {
    return "add table inet " + table + "\ndelete table inet " + table + "\n";
  }

  private String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  /**
   * Names first and references last on the way in; references first and names last on the way out.
   */
  private void change(Ruleset present, Ruleset wanted) {
    var oldSets = same(present.sets(), wanted.sets(), NamedSet::specification);
    var oldMaps = same(present.maps(), wanted.maps(), VerdictMap::type);
    var oldChains = same(present.chains(), wanted.chains(), Chain::hook);
    flush(present, wanted, oldChains.keySet());
    for (var map : oldMaps.entrySet()) {
      var gone = new TreeMap<>(map.getValue().elements());
      Objects.requireNonNull(wanted.maps().get(map.getKey()))
          .elements()
          .forEach((key, verdict) -> gone.remove(key, verdict));
      elements("delete", map.getKey(), gone.keySet());
    }
    for (var set : oldSets.entrySet()) {
      var gone = new ArrayList<>(set.getValue().elements());
      gone.removeAll(Objects.requireNonNull(wanted.sets().get(set.getKey())).elements());
      elements("delete", set.getKey(), gone);
    }
    delete("map", present.maps().keySet(), oldMaps.keySet());
    delete("chain", present.chains().keySet(), oldChains.keySet());
    delete("set", present.sets().keySet(), oldSets.keySet());
    declare(wanted, oldSets.keySet(), oldMaps.keySet(), oldChains.keySet());
    fill(present, wanted, oldSets, oldMaps);
  }

  private void flush(Ruleset present, Ruleset wanted, Set<String> kept) {
    present
        .chains()
        .forEach(
            (name, chain) -> {
              if (!kept.contains(name) || !chain.equals(wanted.chains().get(name))) {
                lines.add("flush chain " + table + " " + name);
              }
            });
  }

  private void declare(Ruleset wanted, Set<String> sets, Set<String> maps, Set<String> chains) {
    wanted
        .sets()
        .forEach(
            (name, set) -> {
              if (!sets.contains(name)) {
                lines.add("add set " + table + " " + name + " { " + set.specification() + " ; }");
              }
            });
    wanted
        .chains()
        .forEach(
            (name, chain) -> {
              if (!chains.contains(name)) {
                var hook = chain.hook().isEmpty() ? "" : " { " + chain.hook() + " ; }";
                lines.add("add chain " + table + " " + name + hook);
              }
            });
    wanted
        .maps()
        .forEach(
            (name, map) -> {
              if (!maps.contains(name)) {
                lines.add(
                    "add map " + table + " " + name + " { type " + map.type() + " : verdict ; }");
              }
            });
  }

  private void fill(
      Ruleset present,
      Ruleset wanted,
      Map<String, NamedSet> oldSets,
      Map<String, VerdictMap> oldMaps) {
    wanted
        .chains()
        .forEach(
            (name, chain) -> {
              if (!chain.equals(present.chains().get(name))) {
                chain
                    .rules()
                    .forEach(rule -> lines.add("add rule " + table + " " + name + " " + rule));
              }
            });
    wanted
        .maps()
        .forEach(
            (name, map) -> {
              var fresh = new TreeMap<>(map.elements());
              var old = oldMaps.get(name);
              if (old != null) {
                old.elements().forEach(fresh::remove);
              }
              elements(
                  "add",
                  name,
                  fresh.entrySet().stream().map(e -> e.getKey() + " : " + e.getValue()).toList());
            });
    wanted
        .sets()
        .forEach(
            (name, set) -> {
              var fresh = new ArrayList<>(set.elements());
              var old = oldSets.get(name);
              if (old != null) {
                fresh.removeAll(old.elements());
              }
              elements("add", name, fresh);
            });
  }

  private void delete(String what, Set<String> present, Set<String> kept) {
    for (var name : present) {
      if (!kept.contains(name)) {
        lines.add("delete " + what + " " + table + " " + name);
      }
    }
  }

  private void elements(String verb, String name, Collection<String> elements) {
    var all = List.copyOf(elements);
    for (var from = 0; from < all.size(); from += ELEMENTS_PER_LINE) {
      var some = all.subList(from, Math.min(all.size(), from + ELEMENTS_PER_LINE));
      lines.add(verb + " element " + table + " " + name + " { " + String.join(", ", some) + " }");
    }
  }

  /**
   * What is present and has the same declaration in {@code wanted}, so that its content can stay.
   */
  private static <T> SortedMap<String, T> same(
      SortedMap<String, T> present,
      SortedMap<String, T> wanted,
      java.util.function.Function<T, String> declaration) {
    var result = new TreeMap<String, T>();
    present.forEach(
        (name, value) -> {
          var other = wanted.get(name);
          if (other != null && declaration.apply(value).equals(declaration.apply(other))) {
            result.put(name, value);
          }
        });
    return result;
  }
}
