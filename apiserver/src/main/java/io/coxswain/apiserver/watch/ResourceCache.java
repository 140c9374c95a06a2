package io.coxswain.apiserver.watch;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.selector.Selector;
import io.coxswain.apiserver.conversion.Conversion;
import io.coxswain.apiserver.custom.Conversions;
import io.coxswain.apiserver.store.StorageKeys;
import io.coxswain.apiserver.store.Store.Change;
import io.coxswain.apiserver.store.Store.Stored;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All objects of one resource and their latest changes. One thread at a time changes it, the
 * cache's or the one that loads it; readers take {@link #state} and follow events without locks.
 */
public final class ResourceCache {
  private static final int PINNED = 64;
  private static final int SAMPLE = 8;

  /** As long as a webhook has to convert. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * What a reader sees at once.
   *
   * @param last the event that led to the snapshot
   * @param revision of the last change to this resource
   */
  record State(Snapshot snapshot, Event last, long revision) {}

  private record Pinned(Snapshot snapshot, long atMillis) {}

  private final ResourceType type;
  private final String prefix;
  private final SelectableFields fields;
  private final EntryReader reader;
  private final EventLog log;
  private final InstantSource clock;
  private final @Nullable ConversionQueue conversions; // null where no webhook converts
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Map<Long, Pinned> pinned = new LinkedHashMap<>(); // guarded by itself
  private volatile State state;
  private @Nullable List<Change> early; // changes that came before loading; guarded by this
  private long loadedAt; // changes up to it are in what was loaded; guarded by this

  ResourceCache(
      ResourceType type,
      InstantSource clock,
      Conversions conversions,
      AtomicInteger converting,
      int largestLog) {
    this.type = type;
    this.clock = clock;
    prefix = StorageKeys.prefix(type);
    fields = SelectableFields.of(type);
    reader = new EntryReader(prefix, fields, Conversion.of(type, conversions));
    this.conversions =
        Conversions.asks(type)
            ? new ConversionQueue(type, conversions, reader, new Converted(), converting)
            : null;
    early = new ArrayList<>();
    log = new EventLog(0, largestLog);
    state = new State(Snapshot.empty(fields), log.last(), 0);
  }

  public ResourceType type() {
    return type;
  }

  public SelectableFields fields() {
    return fields;
  }

  String prefix() {
    return prefix;
  }

  State state() {
    return state;
  }

  List<Entry> read(List<Stored> stored) {
    return stored.stream().map(reader::read).toList();
  }

  /**
   * Waits until everything the cache was fed shows; at once but where a webhook converts.
   *
   * @return why it can't be; null where it does
   */
  @Nullable String settle() {
    return conversions == null ? null : conversions.settle(PATIENCE);
  }

  /** Why changes that have happened can't be shown; null where they can. */
  @Nullable String failing() {
    return conversions == null ? null : conversions.failing();
  }

  /** How far this cache has come: not further than the whole. */
  long applied(Progress progress) {
    var applied = progress.applied(); // before looking what waits: it was put in before
    return conversions == null ? applied : Math.min(applied, conversions.pending() - 1);
  }

  /** What comes back from the webhook. */
  private final class Converted implements ConversionQueue.Sink {
    @Override
    public void load(List<Entry> entries, long revision) {
      replace(entries.iterator(), revision);
      wake();
    }

    @Override
    public void apply(List<Change> changes, Map<Stored, Entry> entries) {
      applyAs(changes, stored -> Objects.requireNonNull(entries.get(stored)));
      wake();
    }

    @Override
    public void failed() {
      wake();
    }
  }

  /** One object as it is now; null where there is none. Never waits. */
  public @Nullable Entry find(String namespace, String name) {
    return state.snapshot.get(namespace.isEmpty() ? name : namespace + "/" + name);
  }

  /** The objects of a namespace, or all where it is empty, as they are now. Never waits. */
  public List<Entry> entries(String namespace) {
    var prefix = namespace.isEmpty() ? "" : namespace + "/";
    var found = new ArrayList<Entry>();
    var all = state.snapshot.from(prefix);
    while (all.hasNext()) {
      var entry = all.next();
      if (!entry.key().startsWith(prefix)) {
        break;
      }
      found.add(entry);
    }
    return found;
  }

  /** The objects of a namespace whose indexed field has a value, as they are now. Never waits. */
  public List<Entry> entries(String namespace, String field, String value) {
    var found = new ArrayList<Entry>();
    var matcher =
        new Matcher(namespace, "", Selector.EVERYTHING, Selector.ofLabels(Map.of(field, value)));
    var candidates = state.snapshot.from(namespace + "/", matcher);
    while (candidates.hasNext()) {
      var entry = candidates.next();
      if (!entry.namespace().equals(namespace)) {
        break;
      }
      if (matcher.matches(entry)) {
        found.add(entry);
      }
    }
    return found;
  }

  /** A token that is another one after each change, for those who keep what they made of it all. */
  public Object mark() {
    return state;
  }

  /** How many objects there are. */
  public int size() {
    return state.snapshot.size();
  }

  /** About how large an object is, judged by the first few; 0 where there is none. */
  public long averageBytes() {
    var entries = state.snapshot.from("");
    var sum = 0L;
    var count = 0;
    for (; count < SAMPLE && entries.hasNext(); count++) {
      sum += entries.next().json().length;
    }
    return count == 0 ? 0 : sum / count;
  }

  /** Runs something after each batch of changes, on the cache's thread: it must not block. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  public void removeOnChange(Runnable listener) {
    listeners.remove(listener);
  }

  /** The event behind which everything after a revision follows; null where that was forgotten. */
  @Nullable Event position(long revision) {
    return log.position(revision);
  }

  long oldestRevision() {
    return log.oldestRevision();
  }

  /** Replaces everything, and cuts off those who follow the events. */
  void load(List<Stored> objects, long revision) {
    if (conversions != null) {
      conversions.load(objects, revision);
    } else {
      replace(objects.stream().map(reader::read).iterator(), revision);
      wake();
    }
  }

  private synchronized void replace(Iterator<Entry> entries, long revision) {
    var snapshot = Snapshot.empty(fields).edit();
    while (entries.hasNext()) {
      snapshot.put(entries.next());
    }
    log.reset(revision);
    synchronized (pinned) {
      pinned.clear();
    }
    state = new State(snapshot.done(), log.last(), revision);
    loadedAt = revision;
    var waiting = early;
    early = null;
    if (waiting != null) {
      applyAs(waiting, reader::read);
    }
  }

  /**
   * Cuts off those who follow, because another cache serves the resource or none does. Who found
   * this one a moment ago still reads its last state.
   */
  void end() {
    if (conversions != null) {
      conversions.close();
    }
    synchronized (this) {
      log.reset(state.revision);
    }
    wake();
  }

  /** Applies changes in order; readers see all of them at once. */
  void apply(List<Change> changes) {
    if (conversions != null) {
      conversions.change(changes);
    } else {
      applyAs(changes, reader::read);
    }
  }

  private synchronized void applyAs(List<Change> changes, Function<Stored, Entry> form) {
    if (early != null) {
      early.addAll(changes);
      return;
    }
    var now = clock.millis();
    var before = state;
    var snapshot = before.snapshot.edit();
    var last = before.last;
    for (var change : changes) {
      if (change.revision() <= loadedAt) {
        continue; // the watch may be behind a cache that was loaded on its own
      }
      var key = change.key().substring(prefix.length());
      var stored = change.current();
      var current = stored == null ? null : form.apply(stored);
      var previous = current == null ? snapshot.remove(key) : snapshot.put(current);
      if (current == null && previous == null) {
        continue;
      }
      last = new Event(change.revision(), current, previous, now);
      log.append(last, now);
    }
    state = new State(snapshot.done(), last, Math.max(before.revision, last.revision()));
  }

  void wake() {
    for (var listener : listeners) {
      listener.run();
    }
  }

  /** Keeps a snapshot for the pages that follow the first. */
  void pin(long revision, Snapshot snapshot) {
    var now = clock.millis();
    synchronized (pinned) {
      pinned.values().removeIf(pin -> pin.atMillis < now - EventLog.HISTORY_MILLIS);
      if (pinned.size() >= PINNED) {
        pinned.remove(pinned.keySet().iterator().next());
      }
      pinned.put(revision, new Pinned(snapshot, now));
    }
  }

  @Nullable Snapshot pinned(long revision) {
    synchronized (pinned) {
      var pin = pinned.get(revision);
      return pin == null ? null : pin.snapshot;
    }
  }
}
