package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** DOC:Event */
@ApiKind(group = "", version = "v1", kind = "Event", plural = "events", shortNames = "ev")
@ApiType("TYPEDOC:Event")
public record Event(
    @ApiField(number = 1, doc = "FIELD:Event.metadata", required = true, struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:Event.involvedObject", required = true, struct = true)
        ObjectReference involvedObject,
    @ApiField(number = 3, doc = "FIELD:Event.reason") @Nullable String reason,
    @ApiField(number = 4, doc = "FIELD:Event.message") @Nullable String message,
    @ApiField(number = 5, doc = "FIELD:Event.source", struct = true) EventSource source,
    @ApiField(number = 6, doc = "FIELD:Event.firstTimestamp") @Nullable Instant firstTimestamp,
    @ApiField(number = 7, doc = "FIELD:Event.lastTimestamp") @Nullable Instant lastTimestamp,
    @ApiField(number = 8, doc = "FIELD:Event.count") @Nullable Integer count,
    @ApiField(number = 9, doc = "FIELD:Event.type") @Nullable String type,
    @ApiField(number = 10, doc = "FIELD:Event.eventTime") @Nullable MicroTime eventTime,
    @ApiField(number = 11, doc = "FIELD:Event.series") @Nullable EventSeries series,
    @ApiField(number = 12, doc = "FIELD:Event.action") @Nullable String action,
    @ApiField(number = 13, doc = "FIELD:Event.related") @Nullable ObjectReference related,
    @ApiField(number = 14, doc = "FIELD:Event.reportingComponent")
        @Nullable String reportingComponent,
    @ApiField(number = 15, doc = "FIELD:Event.reportingInstance")
        @Nullable String reportingInstance)
    implements KubernetesObject, EventBuilder.With {

  /** DOC:EventSource */
  @ApiType("TYPEDOC:EventSource")
  public record EventSource(
      @ApiField(number = 1, doc = "FIELD:EventSource.component") @Nullable String component,
      @ApiField(number = 2, doc = "FIELD:EventSource.host") @Nullable String host)
      implements EventSourceBuilder.With {}

  /** DOC:EventSeries */
  @ApiType("TYPEDOC:EventSeries")
  public record EventSeries(
      @ApiField(number = 1, doc = "FIELD:EventSeries.count") @Nullable Integer count,
      @ApiField(number = 2, doc = "FIELD:EventSeries.lastObservedTime")
          @Nullable MicroTime lastObservedTime)
      implements EventSeriesBuilder.With {}
}
