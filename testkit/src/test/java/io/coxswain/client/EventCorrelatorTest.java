package io.coxswain.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.core.v1.Event;
import io.coxswain.api.core.v1.EventBuilder;
import io.coxswain.api.core.v1.EventSourceBuilder;
import io.coxswain.api.core.v1.ObjectReferenceBuilder;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.testkit.FakeClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventCorrelatorTest {
  private final FakeClock clock = FakeClock.at("2026-03-01T10:00:00Z");
  private final EventCorrelator correlator = new EventCorrelator(clock);

  @Test
  void theSameEventAgainOnlyCounts() {
    assertThat(written("BackOff", "restarting").repeated()).isFalse();

    var second = written("BackOff", "restarting");
    var third = written("BackOff", "restarting");

    assertThat(second.repeated()).isTrue();
    assertThat(third.event().count()).isEqualTo(3);
  }

  @Test
  void anEventOfLongAgoIsWrittenAnew() {
    written("BackOff", "restarting");
    clock.advance(Duration.ofMinutes(11));

    assertThat(written("BackOff", "restarting").repeated()).isFalse();
  }

  @Test
  void manyThatDifferOnlyInTheirMessageAreCombined() {
    for (var number = 1; number <= 10; number++) {
      assertThat(written("Failed", "attempt " + number).repeated()).isFalse();
    }

    var combined = written("Failed", "attempt 11");
    assertThat(combined.event().message()).isEqualTo("(combined from similar events): attempt 11");
    assertThat(written("Failed", "attempt 12").repeated()).isTrue();
  }

  @Test
  void aFloodAboutOneObjectIsHeldBackAndTricklesThroughLater() {
    for (var number = 0; number < 25; number++) {
      assertThat(correlator.correlate(event("R" + number, "m"))).isPresent();
    }
    assertThat(correlator.correlate(event("R25", "m"))).isEmpty();

    clock.advance(Duration.ofMinutes(5));
    assertThat(correlator.correlate(event("R26", "m"))).isPresent();
    assertThat(correlator.correlate(event("R27", "m"))).isEmpty();
  }

  private EventCorrelator.Correlated written(String reason, String message) {
    Optional<EventCorrelator.Correlated> correlated = correlator.correlate(event(reason, message));
    correlator.written(correlated.orElseThrow(), correlated.orElseThrow().event());
    return correlated.orElseThrow();
  }

  private Event event(String reason, String message) {
    return EventBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().namespace("default").name("e").build())
        .involvedObject(
            ObjectReferenceBuilder.builder().kind("Pod").namespace("default").name("p").build())
        .source(EventSourceBuilder.builder().component("kubelet").build())
        .type("Warning")
        .reason(reason)
        .message(message)
        .count(1)
        .firstTimestamp(clock.instant())
        .lastTimestamp(clock.instant())
        .build();
  }
}
