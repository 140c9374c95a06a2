package io.coxswain.api.apply;

import io.coxswain.api.apply.Manager.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/** Keeps the number of updaters small: the oldest are merged, per version, into one. */
final class UpdateManagersCap {
  static final int MAX_UPDATERS = 10;
  static final String ANCIENT = "ancient-changes";

  private UpdateManagersCap() {}

  /**
   * Merges in place until no more than {@link #MAX_UPDATERS} are left, or nothing can be merged.
   */
  static void merge(SortedMap<Manager, Owned> managers) {
    var updaters = new ArrayList<Map.Entry<Manager, Owned>>();
    for (var entry : managers.entrySet()) {
      if (entry.getKey().operation() == Operation.UPDATE) {
        updaters.add(Map.entry(entry.getKey(), entry.getValue()));
      }
    }
    var left = updaters.size();
    if (left <= MAX_UPDATERS) {
      return;
    }
    updaters.sort(
        Comparator.comparingLong(
                (Map.Entry<Manager, Owned> entry) -> ManagedFields.seconds(entry.getValue()))
            .thenComparing(Map.Entry::getKey));
    var firstOf = new HashMap<String, Manager>();
    for (var entry : updaters) {
      if (left <= MAX_UPDATERS) {
        return;
      }
      var owned = entry.getValue();
      var first = firstOf.putIfAbsent(owned.apiVersion(), entry.getKey());
      if (first == null) {
        continue;
      }
      var bucket = new Manager(ANCIENT, Operation.UPDATE, owned.apiVersion(), "");
      var gathered = managers.get(bucket);
      if (gathered == null) {
        gathered = managers.remove(first);
      }
      var fields = gathered == null ? owned.fields() : owned.fields().union(gathered.fields());
      managers.remove(entry.getKey());
      managers.put(bucket, new Owned(fields, owned.apiVersion(), owned.time()));
      left--;
    }
  }
}
