package io.coxswain.apiserver.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.Event;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.store.MemoryStore;
import io.coxswain.apiserver.watch.ResourceCache;
import io.coxswain.apiserver.watch.WatchCache;
import io.coxswain.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventExpiryTest {
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final FakeClock clock = FakeClock.at("2026-01-01T00:00:00Z");
  private final MemoryStore store = new MemoryStore();
  private WatchCache cache;
  private ResourceCache events;
  private EventExpiry expiry;

  @BeforeEach
  void start() {
    var type = Kinds.builtIn().of(Event.class);
    cache = WatchCache.start(store, List.of(type), clock);
    events = cache.of(type);
    expiry = new EventExpiry(events, store, LIFETIME, clock);
  }

  @AfterEach
  void stop() {
    cache.close();
    store.close();
  }

  @Test
  void eventsGoAnHourAfterTheyWereWrittenLast() {
    var created = clock.instant();
    create("once", "");
    create("again", "");
    clock.advance(Duration.ofMinutes(40));
    sweep();
    update("again", ",'lastTimestamp':'%s'".formatted(clock.instant()), created.toString());
    clock.advance(Duration.ofMinutes(19));
    assertThat(sweep()).containsExactly("again", "once");
    clock.advance(Duration.ofMinutes(1));
    assertThat(sweep()).containsExactly("again");
    clock.advance(Duration.ofMinutes(39));
    assertThat(sweep()).containsExactly("again");
    clock.advance(Duration.ofMinutes(1));
    assertThat(sweep()).isEmpty();
  }

  @Test
  void noEventLivesLongerForTellingAFutureTime() {
    create("liar", ",'lastTimestamp':'2999-01-01T00:00:00Z'");
    assertThat(sweep()).containsExactly("liar");
    clock.advance(LIFETIME);
    assertThat(sweep()).isEmpty();
  }

  @Test
  void whoWroteAFieldCounts() {
    create("taken", "");
    clock.advance(Duration.ofMinutes(30));
    var managed =
        "{'name':'taken','namespace':'n','creationTimestamp':'%s','managedFields':[{'time':'%s'}]}"
            .formatted(clock.instant().minus(Duration.ofMinutes(30)), clock.instant());
    put("taken", "{'kind':'Event','metadata':" + managed + "}");
    clock.advance(Duration.ofMinutes(59));
    assertThat(sweep()).containsExactly("taken");
    clock.advance(Duration.ofMinutes(1));
    assertThat(sweep()).isEmpty();
  }

  /** The names of those that are left. */
  private List<String> sweep() {
    settle();
    expiry.sweep();
    settle();
    return events.entries("").stream().map(entry -> entry.name()).toList();
  }

  private void settle() {
    assertThat(cache.progress().await(store.currentRevision(), Duration.ofSeconds(20))).isTrue();
  }

  private void create(String name, String more) {
    store.create("/registry/events/n/" + name, body(name, clock.instant().toString(), more));
  }

  private void update(String name, String more, String created) {
    var key = "/registry/events/n/" + name;
    store.update(key, body(name, created, more), store.get(key).modRevision());
  }

  private void put(String name, String json) {
    var key = "/registry/events/n/" + name;
    store.update(key, json.replace('\'', '"').getBytes(UTF_8), store.get(key).modRevision());
  }

  private static byte[] body(String name, String created, String more) {
    return ("{'kind':'Event','metadata':{'name':'%s','namespace':'n','creationTimestamp':'%s'}%s}")
        .formatted(name, created, more)
        .replace('\'', '"')
        .getBytes(UTF_8);
  }
}
