package io.coxswain.client;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.Status;
import io.coxswain.client.transport.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;

/**
 * An open watch, read by one thread; {@link #close} may come from any thread and ends a blocked
 * {@link #next}.
 */
public final class Watch<T> implements AutoCloseable {
  private final Response response;
  private final ResourceType<T> type;
  private @Nullable MappingIterator<JsonNode> frames;

  Watch(Response response, ResourceType<T> type) {
    this.response = response;
    this.type = type;
  }

  /**
   * The next event; null when the server has ended the watch.
   *
   * @throws ApiException for an ERROR event
   * @throws UncheckedIOException when the connection broke
   */
  public @Nullable WatchEvent<T> next() {
    try {
      if (frames == null) {
        // not in the constructor: this waits for the first bytes
        frames = Json.mapper().readerFor(JsonNode.class).readValues(response.body());
      }
      return frames.hasNext() ? event(frames.next()) : null;
    } catch (JacksonException e) {
      throw e.getCause() instanceof IOException io
          ? new UncheckedIOException(io)
          : new UncheckedIOException(new IOException("malformed watch event", e));
    }
  }

  private WatchEvent<T> event(JsonNode frame) {
    var object = frame.path("object");
    var name = frame.path("type").asString("");
    return switch (name) {
      case "ADDED" -> new WatchEvent.Added<>(Json.read(object, type.javaType()));
      case "MODIFIED" -> new WatchEvent.Modified<>(Json.read(object, type.javaType()));
      case "DELETED" -> new WatchEvent.Deleted<>(Json.read(object, type.javaType()));
      case "BOOKMARK" -> bookmark(object.path("metadata"));
      case "ERROR" -> throw error(object);
      default ->
          throw new UncheckedIOException(new IOException("unknown watch event type: " + name));
    };
  }

  private static <T> WatchEvent<T> bookmark(JsonNode metadata) {
    var end = metadata.path("annotations").path("k8s.io/initial-events-end").asString("");
    return new WatchEvent.Bookmark<>(
        metadata.path("resourceVersion").asString(""), end.equals("true"));
  }

  private static ApiException error(JsonNode object) {
    var status = Json.read(object, Status.class);
    return new ApiException(
        status.code() == null ? 500 : status.code(),
        status.reason() == null ? "" : status.reason(),
        status.message() == null ? "watch error" : status.message(),
        status);
  }

  @Override
  public void close() {
    try {
      response.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
