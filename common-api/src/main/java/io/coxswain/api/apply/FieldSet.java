package io.coxswain.api.apply;

import io.coxswain.api.apply.PathElement.BadElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A set of paths into an object, as a tree: each node says whether the path that leads to it is in
 * the set, and which longer paths are. Immutable. Its JSON is FieldsV1, where {@code .} stands for
 * the path itself.
 */
public final class FieldSet {
  public static final FieldSet EMPTY = new FieldSet(false, new TreeMap<>(PathElement.ORDER));
  private static final FieldSet LEAF = new FieldSet(true, EMPTY.children);
  private static final String SELF = ".";

  private final boolean member;
  private final SortedMap<String, FieldSet> children;

  private FieldSet(boolean member, SortedMap<String, FieldSet> children) {
    this.member = member;
    this.children = children;
  }

  private static FieldSet node(boolean member, SortedMap<String, FieldSet> children) {
    return children.isEmpty() ? member ? LEAF : EMPTY : new FieldSet(member, children);
  }

  /** The set of one path of field names. */
  public static FieldSet of(String... names) {
    var set = LEAF;
    for (var i = names.length - 1; i >= 0; i--) {
      set = wrap(PathElement.field(names[i]), set);
    }
    return set;
  }

  private static FieldSet wrap(String element, FieldSet set) {
    var children = new TreeMap<String, FieldSet>(PathElement.ORDER);
    children.put(element, set);
    return new FieldSet(false, children);
  }

  public boolean isEmpty() {
    return !member && children.isEmpty();
  }

  boolean isMember() {
    return member;
  }

  /** What the set holds below an element; empty where it holds nothing. */
  FieldSet child(String element) {
    var child = children.get(element);
    return child == null ? EMPTY : child;
  }

  SortedMap<String, FieldSet> children() {
    return Collections.unmodifiableSortedMap(children);
  }

  /** Whether a path of field names is in the set. */
  public boolean has(String... names) {
    var set = this;
    for (var name : names) {
      set = set.child(PathElement.field(name));
    }
    return set.member;
  }

  public FieldSet union(FieldSet other) {
    if (other.isEmpty() || this == other) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    var united = new TreeMap<>(children);
    for (var entry : other.children.entrySet()) {
      united.merge(entry.getKey(), entry.getValue(), FieldSet::union);
    }
    return node(member || other.member, united);
  }

  public FieldSet intersection(FieldSet other) {
    var common = new TreeMap<String, FieldSet>(PathElement.ORDER);
    for (var entry : children.entrySet()) {
      keep(common, entry.getKey(), entry.getValue().intersection(other.child(entry.getKey())));
    }
    return node(member && other.member, common);
  }

  /** The paths that are not in the other set; what lies below a removed path stays. */
  public FieldSet difference(FieldSet other) {
    return without(other, false);
  }

  /** The paths that are neither in the other set nor below one of its paths. */
  public FieldSet recursiveDifference(FieldSet other) {
    return without(other, true);
  }

  private FieldSet without(FieldSet other, boolean recursive) {
    if (other.isEmpty() || isEmpty()) {
      return this;
    }
    if (recursive && other.member) {
      return EMPTY;
    }
    var left = new TreeMap<>(children);
    for (var entry : other.children.entrySet()) {
      var mine = left.get(entry.getKey());
      if (mine != null) {
        var rest = mine.without(entry.getValue(), recursive);
        if (rest.isEmpty()) {
          left.remove(entry.getKey());
        } else {
          left.put(entry.getKey(), rest);
        }
      }
    }
    return node(member && !other.member, left);
  }

  private static void keep(SortedMap<String, FieldSet> children, String element, FieldSet set) {
    if (!set.isEmpty()) {
      children.put(element, set);
    }
  }

  /** All paths, as messages show them: those of one level before what is below. */
  public List<String> paths() {
    var paths = new ArrayList<String>();
    collect("", paths::add);
    return paths;
  }

  private void collect(String prefix, Consumer<String> paths) {
    for (var entry : children.entrySet()) {
      if (entry.getValue().member) {
        paths.accept(prefix + PathElement.shown(entry.getKey()));
      }
    }
    for (var entry : children.entrySet()) {
      if (!entry.getValue().children.isEmpty()) {
        entry.getValue().collect(prefix + PathElement.shown(entry.getKey()), paths);
      }
    }
  }

  /** The set as FieldsV1. */
  public ObjectNode toJson() {
    var json = JsonNodeFactory.instance.objectNode();
    if (member && !children.isEmpty()) {
      json.putObject(SELF);
    }
    for (var entry : children.entrySet()) {
      json.set(entry.getKey(), entry.getValue().toJson());
    }
    return json;
  }

  /** Reads FieldsV1; null where it is malformed. */
  public static @Nullable FieldSet parse(@Nullable JsonNode json) {
    if (!(json instanceof ObjectNode fields)) {
      return null;
    }
    try {
      return read(fields, true);
    } catch (BadElement e) {
      return null;
    }
  }

  private static FieldSet read(ObjectNode fields, boolean root) throws BadElement {
    var member = fields.isEmpty() && !root;
    var children = new TreeMap<String, FieldSet>(PathElement.ORDER);
    for (var entry : fields.properties()) {
      if (entry.getKey().equals(SELF)) {
        member = true;
      } else if (entry.getValue() instanceof ObjectNode below) {
        keep(children, PathElement.parse(entry.getKey()), read(below, false));
      } else {
        throw new BadElement("a set of fields holds objects only");
      }
    }
    return node(member, children);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof FieldSet set && member == set.member && children.equals(set.children);
  }

  @Override
  public int hashCode() {
    return children.hashCode() * 2 + (member ? 1 : 0);
  }

  @Override
  public String toString() {
    return toJson().toString();
  }

  /** Collects the paths of a set. Used by one thread. */
  static final class Builder {
    private boolean member;
    private final TreeMap<String, Builder> children = new TreeMap<>(PathElement.ORDER);

    Builder child(String element) {
      return children.computeIfAbsent(element, ignored -> new Builder());
    }

    void add() {
      member = true;
    }

    void add(String element) {
      child(element).member = true;
    }

    FieldSet build() {
      if (children.isEmpty()) {
        return member ? LEAF : EMPTY;
      }
      var built = new TreeMap<String, FieldSet>(PathElement.ORDER);
      for (var entry : children.entrySet()) {
        keep(built, entry.getKey(), entry.getValue().build());
      }
      return node(member, built);
    }
  }
}
