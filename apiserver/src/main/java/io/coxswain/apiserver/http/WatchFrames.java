package io.coxswain.apiserver.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.Status;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.table.IncludeObject;
import io.coxswain.apiserver.watch.Entry;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Writes the events of one watch. Plain objects are the cache's bytes between two constants. */
final class WatchFrames {
  private static final byte[] END = "}\n".getBytes(US_ASCII);

  /** The type of an event as it begins its line. */
  enum Kind {
    ADDED,
    MODIFIED,
    DELETED,
    BOOKMARK,
    ERROR;

    private final byte[] start = ("{\"type\":\"" + name() + "\",\"object\":").getBytes(US_ASCII);
  }

  private final ResourceType type;
  private final Representation form;
  private final IncludeObject include;
  private final Answers answers;
  private final WatchMetrics.Series metrics;
  private boolean headersSent;

  WatchFrames(
      ResourceType type,
      Representation form,
      IncludeObject include,
      Answers answers,
      WatchMetrics.Series metrics) {
    this.metrics = metrics;
    this.type = type;
    this.form = form;
    this.include = include;
    this.answers = answers;
  }

  String mediaType() {
    return isProtobuf() ? form.format().mediaType + ";stream=watch" : form.format().mediaType;
  }

  private boolean isProtobuf() {
    return form.format() == Representation.Format.PROTOBUF;
  }

  void append(ByteBuf target, Kind kind, Entry entry) {
    if (form.equals(Representation.PROTOBUF)) {
      var frame = answers.encoded().frame(type, kind, entry);
      target.writeBytes(frame);
      metrics.told(frame.length);
    } else if (form.as() == Representation.As.OBJECT) {
      frame(target, kind, entry.json());
    } else {
      frame(target, kind, transform(Json.tree(entry.json())));
    }
  }

  void bookmark(ByteBuf target, long revision, boolean endOfInitialEvents) {
    var object = Json.mapper().createObjectNode();
    object.put("kind", type.kind()).put("apiVersion", type.apiVersion());
    var metadata = object.putObject("metadata");
    metadata.put("resourceVersion", Long.toString(revision)).putNull("creationTimestamp");
    if (endOfInitialEvents) {
      metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
    }
    frame(target, Kind.BOOKMARK, transform(object));
  }

  void error(ByteBuf target, Status status) {
    frame(target, Kind.ERROR, Exchange.withKind(status));
  }

  private JsonNode transform(JsonNode object) {
    var headers = !headersSent;
    headersSent = true;
    return answers.transform(form.as(), Optional.of(type), object, include, headers);
  }

  private void frame(ByteBuf target, Kind kind, JsonNode object) {
    if (isProtobuf()) {
      var frame = answers.protobufFrame(kind.name(), object);
      target.writeBytes(frame);
      metrics.told(frame.length);
    } else {
      frame(target, kind, Json.bytes(object));
    }
  }

  private void frame(ByteBuf target, Kind kind, byte[] object) {
    target.writeBytes(kind.start).writeBytes(object).writeBytes(END);
    metrics.told(kind.start.length + object.length + END.length);
  }
}
