package io.coxswain.apiserver.http;

import io.coxswain.api.meta.v1.Status;
import io.coxswain.apiserver.audit.AuditTrail;
import io.coxswain.apiserver.audit.Auditor;
import io.coxswain.apiserver.audit.Stage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The events of one audited request, one after the other and never on an event loop. A short answer
 * leaves when the event that tells of it has been processed: who has the answer finds the event in
 * the log. Any thread.
 */
final class RequestAudit {
  private static final Logger LOG = LoggerFactory.getLogger(RequestAudit.class);

  private final Auditor auditor;
  private final AuditTrail trail;
  private final boolean tellsStart;
  private final boolean tellsEnd;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean panicked;
  private CompletableFuture<Void> events = CompletableFuture.completedFuture(null); // by this

  /**
   * @param tellsStart whether the beginning of its answer is an event
   * @param tellsEnd whether its end is
   */
  RequestAudit(Auditor auditor, AuditTrail trail, boolean tellsStart, boolean tellsEnd) {
    this.auditor = auditor;
    this.trail = trail;
    this.tellsStart = tellsStart;
    this.tellsEnd = tellsEnd;
  }

  AuditTrail trail() {
    return trail;
  }

  /**
   * Tells that the request is there.
   *
   * @param afterwards is told whether the request may go on
   */
  void received(Consumer<Boolean> afterwards) {
    then(
        () -> {
          var processed = false;
          try {
            processed = auditor.tell(trail, Stage.REQUEST_RECEIVED, trail.request().received());
          } finally {
            afterwards.accept(processed);
          }
        });
  }

  /**
   * Sends an answer and tells of it; a second one is dropped.
   *
   * @param status that is the answer; null where it is none
   * @param object that is the answer; null where nothing is told of it
   */
  void answer(
      int code,
      @Nullable Status status,
      @Nullable Supplier<JsonNode> object,
      Body body,
      Runnable send) {
    if (!answered.compareAndSet(false, true)) {
      body.close();
      return;
    }
    if (!panicked) {
      if (status != null) {
        trail.answers(status);
      }
      if (object != null) {
        trail.shows(object);
      }
    }
    if (body.length() < 0 || body.length() > Body.PIECE) {
      send.run(); // takes its time: told when it has left
      return;
    }
    began(code);
    end(code);
    then(send);
  }

  /** The head of the answer is written. */
  void began(int code) {
    if (!started.compareAndSet(false, true)) {
      return;
    }
    trail.answers(code);
    if (tellsStart) {
      tell(Stage.RESPONSE_STARTED);
    }
  }

  /**
   * Nothing goes on any more for the request.
   *
   * @param code of its answer; 0 where there was none
   */
  void end(int code) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    if (code == 0) {
      trail.closedEarly();
      began(200);
    }
    if (tellsEnd) {
      tell(panicked ? Stage.PANIC : Stage.RESPONSE_COMPLETE);
    }
  }

  /** A bug ends the request. */
  void panics(RuntimeException bug) {
    trail.answers(
        new Status(
            null, "Failure", "APIServer panic'd: " + bug.getMessage(), "InternalError", null, 500));
    panicked = true;
  }

  private void tell(Stage stage) {
    var time = auditor.now();
    then(() -> auditor.tell(trail, stage, time));
  }

  private synchronized void then(Runnable work) {
    events = events.thenRunAsync(() -> guarded(work), Thread::startVirtualThread);
  }

  /** What fails must not keep the rest from happening. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("the audit of {} failed", trail.request().uri(), e);
    }
  }
}
