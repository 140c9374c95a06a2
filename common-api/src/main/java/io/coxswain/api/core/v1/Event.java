package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A report of something that happened to an object. */
@ApiKind(group = "", version = "v1", kind = "Event", plural = "events", shortNames = "ev")
@ApiType("A report of something that happened to an object.")
public record Event(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            required = true,
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What it happened to.", required = true, struct = true)
        ObjectReference involvedObject,
    @ApiField(number = 3, doc = "Why it happened, in one word.") @Nullable String reason,
    @ApiField(number = 4, doc = "What happened, for people.") @Nullable String message,
    @ApiField(number = 5, doc = "Component that reports it.", struct = true) EventSource source,
    @ApiField(number = 6, doc = "When it happened first.") @Nullable Instant firstTimestamp,
    @ApiField(number = 7, doc = "When it happened last.") @Nullable Instant lastTimestamp,
    @ApiField(number = 8, doc = "How often it happened.") @Nullable Integer count,
    @ApiField(number = 9, doc = "Normal or Warning.") @Nullable String type,
    @ApiField(number = 10, doc = "When it happened first, to the microsecond.")
        @Nullable MicroTime eventTime,
    @ApiField(number = 11, doc = "Set where it happens again and again.")
        @Nullable EventSeries series,
    @ApiField(number = 12, doc = "What was done or failed to be done.") @Nullable String action,
    @ApiField(number = 13, doc = "Another object it has to do with.")
        @Nullable ObjectReference related,
    @ApiField(number = 14, doc = "Name of the controller that reports it.")
        @Nullable String reportingComponent,
    @ApiField(number = 15, doc = "Which instance of the controller reports it.")
        @Nullable String reportingInstance)
    implements KubernetesObject, EventBuilder.With {

  /** Component that reports an event. */
  @ApiType("Component that reports an event.")
  public record EventSource(
      @ApiField(number = 1, doc = "Name of the component.") @Nullable String component,
      @ApiField(number = 2, doc = "Node on which it runs.") @Nullable String host)
      implements EventSourceBuilder.With {}

  /** An event that happens again and again. */
  @ApiType("An event that happens again and again.")
  public record EventSeries(
      @ApiField(number = 1, doc = "How often it happened.") @Nullable Integer count,
      @ApiField(number = 2, doc = "When it happened last.") @Nullable MicroTime lastObservedTime)
      implements EventSeriesBuilder.With {}
}
