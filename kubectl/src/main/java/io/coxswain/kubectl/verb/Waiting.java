package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.resource.Located;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Waits for an object's state by watching it; one deadline for all objects waited for. */
final class Waiting {
  private final Session session;
  private final long deadline;

  Waiting(Session session, Duration atMost) {
    this.session = session;
    this.deadline = session.now().plus(atMost).toEpochMilli();
  }

  private long millisLeft() {
    return deadline - session.now().toEpochMilli();
  }

  /**
   * Returns true once the predicate holds of the object, which is null while it does not exist;
   * false when the time is over.
   */
  boolean until(Located target, Predicate<@Nullable ObjectNode> predicate) {
    while (true) {
      var current = get(target);
      if (predicate.test(current)) {
        return true;
      }
      if (millisLeft() <= 0) {
        return false;
      }
      if (watch(target, current, predicate)) {
        return true;
      }
    }
  }

  /** Sleeps; returns false when the time is over. */
  boolean pause(Duration duration) {
    if (millisLeft() <= 0) {
      return false;
    }
    try {
      Thread.sleep(duration);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private @Nullable ObjectNode get(Located target) {
    try {
      return (ObjectNode) session.api().get(target.path());
    } catch (ApiError e) {
      if (e.isNotFound()) {
        return null;
      }
      throw e;
    }
  }

  private boolean watch(
      Located target, @Nullable ObjectNode current, Predicate<@Nullable ObjectNode> predicate) {
    // A bounded watch, so that a server that lost the object's events can't hold us for ever.
    var seconds = Math.clamp((millisLeft() + 999) / 1000, 1, 30);
    var query =
        Query.of()
            .with("fieldSelector", "metadata.name=" + target.name())
            .with(
                "resourceVersion",
                current == null ? null : text(current, "metadata", "resourceVersion"))
            .with("timeoutSeconds", seconds)
            .with("watch", true);
    var done = new boolean[1];
    EventStream.read(
        session.api(),
        target.type().collection(target.namespace()) + query,
        "application/json",
        event -> {
          var type = text(event, "type");
          if (type.equals("ERROR")) {
            return false;
          }
          if (!type.equals("BOOKMARK")) {
            var object = type.equals("DELETED") ? null : (ObjectNode) event.path("object");
            done[0] = predicate.test(object);
          }
          return !done[0];
        });
    return done[0];
  }
}
