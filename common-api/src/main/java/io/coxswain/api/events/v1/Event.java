package io.coxswain.api.events.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.Event.EventSource;
import io.coxswain.api.core.v1.ObjectReference;
import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A report of something that happened to an object. */
@ApiKind(
    group = "events.k8s.io",
    version = "v1",
    kind = "Event",
    plural = "events",
    shortNames = "ev")
@ApiType("A report of something that happened to an object.")
public record Event(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "When it happened first, to the microsecond.", required = true)
        @Nullable MicroTime eventTime,
    @ApiField(number = 3, doc = "Set where it happens again and again.")
        @Nullable EventSeries series,
    @ApiField(number = 4, doc = "Name of the controller that reports it.")
        @Nullable String reportingController,
    @ApiField(number = 5, doc = "Which instance of the controller reports it.")
        @Nullable String reportingInstance,
    @ApiField(number = 6, doc = "What was done or failed to be done.") @Nullable String action,
    @ApiField(number = 7, doc = "Why it happened, in one word.") @Nullable String reason,
    @ApiField(number = 8, doc = "What it happened to.", struct = true) ObjectReference regarding,
    @ApiField(number = 9, doc = "Another object it has to do with.")
        @Nullable ObjectReference related,
    @ApiField(number = 10, doc = "What happened, for people.") @Nullable String note,
    @ApiField(number = 11, doc = "Normal or Warning.") @Nullable String type,
    @ApiField(
            number = 12,
            doc = "Component that reports it, as core events have it.",
            struct = true)
        EventSource deprecatedSource,
    @ApiField(number = 13, doc = "When it happened first, as core events have it.")
        @Nullable Instant deprecatedFirstTimestamp,
    @ApiField(number = 14, doc = "When it happened last, as core events have it.")
        @Nullable Instant deprecatedLastTimestamp,
    @ApiField(number = 15, doc = "How often it happened, as core events have it.")
        @Nullable Integer deprecatedCount)
    implements KubernetesObject, EventBuilder.With {
  /** An event that happens again and again. */
  @ApiType("An event that happens again and again.")
  public record EventSeries(
      @ApiField(number = 1, doc = "How often it happened.", required = true) Integer count,
      @ApiField(number = 2, doc = "When it happened last.", required = true)
          MicroTime lastObservedTime)
      implements EventSeriesBuilder.With {}
}
