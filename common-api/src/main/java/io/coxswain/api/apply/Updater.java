package io.coxswain.api.apply;

import io.coxswain.api.apply.Versions.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Moves ownership when an object changes, and finds what an applied configuration makes of it. The
 * managers given are changed in place.
 */
final class Updater {
  private final Versions versions;
  private final Version version;

  Updater(Versions versions) {
    this.versions = versions;
    this.version = versions.requested();
  }

  /** A merged object, or the conflicts that forbid it. */
  record Outcome(@Nullable ObjectNode merged, List<FieldConflict> conflicts) {}

  /**
   * Takes what changed from all managers.
   *
   * @return what the writer of the new object wrote
   */
  FieldSet update(ObjectNode live, ObjectNode changed, SortedMap<Manager, Owned> managers) {
    if (managers.isEmpty()) {
      return compare(live, changed, version).written();
    }
    adaptToSchemas(managers);
    var changes = new Changes(live, changed);
    changes.settle(managers, null, true);
    return changes.in(version).written();
  }

  Outcome apply(
      ObjectNode live,
      ObjectNode config,
      SortedMap<Manager, Owned> managers,
      Manager applier,
      boolean force) {
    adaptToSchemas(managers);
    var merged = Merging.of(live, config, version.schema());
    var last = managers.get(applier);
    var set = Fields.of(config, version.schema()).recursiveDifference(version.resetFields());
    managers.put(applier, new Owned(set, version.apiVersion(), last == null ? null : last.time()));
    var pruned = last == null ? merged : prune(merged, managers, last);
    var conflicts = new Changes(live, pruned).settle(managers, applier, force);
    return new Outcome(conflicts.isEmpty() ? pruned : null, conflicts);
  }

  /** Sets written under an older schema follow what has become atomic since. */
  private void adaptToSchemas(SortedMap<Manager, Owned> managers) {
    for (var entry : managers.entrySet()) {
      var owned = entry.getValue();
      var found = find(owned.apiVersion());
      if (found != null) {
        var fields = Adaptation.of(owned.fields(), found.schema());
        if (fields != owned.fields()) {
          entry.setValue(owned.withFields(fields));
        }
      }
    }
  }

  private @Nullable Version find(String apiVersion) {
    return version.apiVersion().equals(apiVersion) ? version : versions.find(apiVersion);
  }

  private ObjectNode convert(ObjectNode object, Version to) {
    return to == version ? object : versions.convert(object, version, to);
  }

  private static Comparison compare(ObjectNode live, ObjectNode changed, Version version) {
    return Comparison.of(live, changed, version.schema()).excluding(version.resetFields());
  }

  /** What changes between two objects, in each version somebody asks for. */
  private final class Changes {
    private final ObjectNode live;
    private final ObjectNode changed;
    private final Map<String, Comparison> byVersion = new HashMap<>(2);

    Changes(ObjectNode live, ObjectNode changed) {
      this.live = live;
      this.changed = changed;
    }

    Comparison in(Version wanted) {
      return byVersion.computeIfAbsent(
          wanted.apiVersion(),
          ignored -> compare(convert(live, wanted), convert(changed, wanted), wanted));
    }

    /**
     * Takes what changed from all managers but one. Sets of unknown versions are forgotten.
     *
     * @return what the others own of it; then, unless forced, nothing is taken
     */
    List<FieldConflict> settle(
        SortedMap<Manager, Owned> managers, @Nullable Manager writer, boolean force) {
      var left = new TreeMap<Manager, Owned>();
      var conflicts = new ArrayList<FieldConflict>();
      for (var entry : managers.entrySet()) {
        var manager = entry.getKey();
        var owned = entry.getValue();
        if (manager.equals(writer)) {
          left.put(manager, owned);
          continue;
        }
        var found = find(owned.apiVersion());
        if (found == null) {
          continue;
        }
        var changes = in(found);
        var taken =
            changes.isSame() ? FieldSet.EMPTY : owned.fields().intersection(changes.written());
        if (!force) {
          taken.paths().forEach(path -> conflicts.add(new FieldConflict(manager, path)));
        }
        var rest = owned.fields().difference(taken).difference(changes.removed());
        if (!rest.isEmpty()) {
          left.put(manager, rest == owned.fields() ? owned : owned.withFields(rest));
        }
      }
      if (conflicts.isEmpty()) {
        managers.clear();
        left.forEach(
            (manager, owned) -> {
              if (!owned.fields().isEmpty()) {
                managers.put(manager, owned);
              }
            });
      }
      return conflicts;
    }
  }

  /**
   * Removes what the applier owned, no longer applies, and nobody else owns. It is worked out as
   * upstream does: take out all it owned, put back what anybody owns now, then put back what it did
   * not own itself.
   */
  private ObjectNode prune(ObjectNode merged, SortedMap<Manager, Owned> managers, Owned last) {
    var then = find(last.apiVersion());
    if (then == null || last.fields().isEmpty()) {
      return merged;
    }
    var base = convert(merged, then);
    var lastFields = Fields.withNamedParents(last.fields(), then.schema());
    var pruned = Removal.of(base, lastFields, then.schema());
    pruned = addBackOwned(base, pruned, then, managers);
    var lost = fieldsOf(base, then).difference(fieldsOf(pruned, then)).intersection(lastFields);
    var result = Removal.of(base, lost, then.schema());
    return then == version ? result : versions.convert(result, then, version);
  }

  private ObjectNode addBackOwned(
      ObjectNode merged, ObjectNode pruned, Version then, SortedMap<Manager, Owned> managers) {
    var ownedAt = new LinkedHashMap<String, FieldSet>();
    ownedAt.put(then.apiVersion(), FieldSet.EMPTY); // first, so that conversion finds what it needs
    for (var owned : managers.values()) {
      ownedAt.merge(owned.apiVersion(), owned.fields(), FieldSet::union);
    }
    var result = pruned;
    for (var entry : ownedAt.entrySet()) {
      var at = find(entry.getKey());
      if (at == null || entry.getValue().isEmpty()) {
        continue;
      }
      var whole = at == then ? merged : versions.convert(merged, then, at);
      var rest = at == then ? result : versions.convert(result, then, at);
      var kept = fieldsOf(rest, at).union(Fields.withNamedParents(entry.getValue(), at.schema()));
      var next = Removal.of(whole, fieldsOf(whole, at).difference(kept), at.schema());
      result = at == then ? next : versions.convert(next, at, then);
    }
    return result;
  }

  private static FieldSet fieldsOf(ObjectNode tree, Version version) {
    return Fields.withNamedParents(Fields.of(tree, version.schema()), version.schema());
  }
}
