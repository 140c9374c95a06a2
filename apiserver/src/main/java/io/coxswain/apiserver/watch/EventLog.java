package io.coxswain.apiserver.watch;

import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The latest changes of one resource in order: five minutes of them, up to a bound. One thread
 * appends; readers follow the links of the events without locks.
 */
final class EventLog {
  static final long HISTORY_MILLIS = Duration.ofMinutes(5).toMillis();
  static final int LARGEST = 32_768;

  private final int largest;
  private final ArrayList<Event> events = new ArrayList<>(); // guarded by this
  private int first; // index of the oldest event; guarded by this
  private Event floor; // the event before the oldest; guarded by this

  EventLog(long revision, int largest) {
    this.largest = largest;
    floor = new Event(revision, null, null, 0);
  }

  /** Links an event behind the last one and forgets what is too old. */
  synchronized void append(Event event, long nowMillis) {
    last().next = event;
    events.add(event);
    while (events.size() - first > largest
        || events.get(first).loggedAtMillis < nowMillis - HISTORY_MILLIS) {
      forgetOldest();
    }
    if (first > largest) {
      events.subList(0, first).clear();
      first = 0;
    }
  }

  private void forgetOldest() {
    var oldest = events.get(first);
    events.set(first, Event.FORGOTTEN);
    first++;
    floor.next = Event.FORGOTTEN;
    floor = oldest;
  }

  synchronized Event last() {
    return events.size() == first ? floor : events.getLast();
  }

  /**
   * The event to start behind, for a reader that has seen everything up to a revision; null where
   * events after it have been forgotten.
   */
  synchronized @Nullable Event position(long revision) {
    if (revision < floor.revision()) {
      return null;
    }
    var low = first;
    var high = events.size() - 1;
    while (low <= high) {
      var middle = (low + high) >>> 1;
      if (events.get(middle).revision() <= revision) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high < first ? floor : events.get(high);
  }

  /** The oldest revision a reader may start from. */
  synchronized long oldestRevision() {
    return floor.revision();
  }

  /** Forgets everything and cuts off every reader, after changes may have been missed. */
  synchronized void reset(long revision) {
    while (first < events.size()) {
      forgetOldest();
    }
    floor.next = Event.FORGOTTEN;
    events.clear();
    first = 0;
    floor = new Event(revision, null, null, 0);
  }
}
