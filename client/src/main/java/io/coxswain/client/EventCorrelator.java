package io.coxswain.client;

import io.coxswain.api.core.v1.Event;
import io.coxswain.api.core.v1.ObjectReference;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of an event: new, a repetition of an earlier one, or dropped (client-go's
 * events_cache with its default figures). Used by one thread.
 */
final class EventCorrelator {
  private static final int MOST_SIMILAR = 10;
  private static final Duration SIMILAR_WITHIN = Duration.ofMinutes(10);
  private static final int BURST = 25;
  private static final double REFILL_PER_SECOND = 1.0 / 300;
  private static final int MOST_REMEMBERED = 4096;
  private static final String COMBINED = "(combined from similar events): ";

  private final Timers timers;
  private final Map<FloodKey, Bucket> floods = remembering();
  private final Map<SimilarKey, Similar> similar = remembering();
  private final Map<SameKey, Event> same = remembering();

  EventCorrelator(Timers timers) {
    this.timers = timers;
  }

  private record FloodKey(String component, ObjectReference object) {}

  private record SimilarKey(FloodKey source, String type, String reason) {}

  private record SameKey(SimilarKey similar, String message) {}

  private record Bucket(double tokens, long nanos) {}

  private record Similar(Set<String> messages, Instant last) {}

  /**
   * An event to write.
   *
   * @param repeated it exists already: only count, lastTimestamp and message change
   */
  record Correlated(Event event, boolean repeated, Object key) {}

  Optional<Correlated> correlate(Event event) {
    var source = new FloodKey(text(event.source().component()), withoutVersion(event));
    if (!takeToken(source)) {
      return Optional.empty();
    }
    var similarKey = new SimilarKey(source, text(event.type()), text(event.reason()));
    var many = manySimilar(similarKey, event);
    var key = new SameKey(similarKey, many ? COMBINED : text(event.message()));
    var shown = many ? event.withMessage(COMBINED + event.message()) : event;
    var earlier = same.get(key);
    if (earlier == null || tooOld(earlier, event)) {
      return Optional.of(new Correlated(shown, false, key));
    }
    var count = earlier.count() == null ? 1 : earlier.count();
    var repeated =
        earlier
            .withCount(count + 1)
            .withLastTimestamp(event.lastTimestamp())
            .withMessage(shown.message());
    return Optional.of(new Correlated(repeated, true, key));
  }

  /** Remembers what the server stored. */
  void written(Correlated correlated, Event stored) {
    if (correlated.key() instanceof SameKey key) {
      same.put(key, stored);
    }
  }

  private boolean takeToken(FloodKey source) {
    var now = timers.nanoTime();
    var bucket = floods.getOrDefault(source, new Bucket(BURST, now));
    var refilled =
        Math.min(BURST, bucket.tokens() + (now - bucket.nanos()) / 1e9 * REFILL_PER_SECOND);
    var allowed = refilled >= 1;
    floods.put(source, new Bucket(allowed ? refilled - 1 : refilled, now));
    return allowed;
  }

  private boolean manySimilar(SimilarKey key, Event event) {
    var now = timers.instant();
    var known = similar.get(key);
    var messages =
        known == null || known.last().plus(SIMILAR_WITHIN).isBefore(now)
            ? new HashSet<String>()
            : known.messages();
    var full = messages.size() >= MOST_SIMILAR;
    if (!full) {
      messages.add(text(event.message()));
    }
    similar.put(key, new Similar(messages, now));
    return messages.size() >= MOST_SIMILAR && !messages.contains(text(event.message()));
  }

  private static boolean tooOld(Event earlier, Event event) {
    var before = earlier.lastTimestamp();
    var now = event.lastTimestamp();
    return before == null || now == null || before.plus(SIMILAR_WITHIN).isBefore(now);
  }

  private static ObjectReference withoutVersion(Event event) {
    return event.involvedObject().withResourceVersion(null);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static <K, V> Map<K, V> remembering() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > MOST_REMEMBERED;
      }
    };
  }
}
