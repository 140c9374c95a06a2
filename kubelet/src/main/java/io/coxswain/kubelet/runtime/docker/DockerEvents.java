package io.coxswain.kubelet.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the engine's events of our containers on one virtual thread, connecting again after a
 * break and then saying that changes may have been missed.
 */
final class DockerEvents implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DockerEvents.class);
  private static final Set<String> WANTED =
      Set.of("create", "start", "die", "oom", "destroy", "stop", "pause", "unpause");

  private final DockerClient docker;
  private final DockerLabels labels;
  private final Consumer<String> listener;
  private final Thread thread;
  private volatile boolean closed;

  DockerEvents(DockerClient docker, DockerLabels labels, Consumer<String> listener) {
    this.docker = docker;
    this.labels = labels;
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("docker-events").start(this::follow);
  }

  private void follow() {
    while (!closed) {
      try (var callback =
          docker.eventsCmd().withEventTypeFilter(EventType.CONTAINER).exec(new Callback())) {
        listener.accept("");
        callback.awaitCompletion();
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException e) {
        log.warn("The engine's events broke off: {}", e.toString());
      }
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private final class Callback extends ResultCallback.Adapter<Event> {
    @Override
    public void onError(Throwable error) {
      if (!closed) {
        log.info("The engine's events broke off: {}", error.toString());
      }
      try {
        close();
      } catch (IOException e) {
        log.debug("closing the engine's events", e);
      }
    }

    @Override
    public void onNext(Event event) {
      var actor = event.getActor();
      Map<String, String> marks = actor == null ? Map.of() : actor.getAttributes();
      if (marks != null && labels.isOwn(marks) && WANTED.contains(event.getAction())) {
        listener.accept(DockerLabels.pod(marks).uid());
      }
    }
  }
}
