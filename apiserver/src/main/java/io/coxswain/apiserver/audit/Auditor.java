package io.coxswain.apiserver.audit;

import io.coxswain.api.meta.v1.MicroTime;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has events of requests made and written, as the policy says. Any thread. */
public final class Auditor implements AutoCloseable {
  private final AuditPolicy policy;
  private final Sink sink;
  private final AuditMetrics metrics;
  private final InstantSource clock;

  public Auditor(AuditPolicy policy, Sink sink, AuditMetrics metrics, InstantSource clock) {
    this.policy = policy;
    this.sink = sink;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** What is to be told of a request, and nothing yet told; null where nothing is to. */
  public @Nullable AuditTrail begin(AuditRequest request) {
    var decision = policy.decide(request.user(), request.info());
    metrics.decided(decision.level());
    return decision.level() == Level.NONE ? null : new AuditTrail(request, decision);
  }

  public MicroTime now() {
    return new MicroTime(clock.instant());
  }

  /**
   * Tells that a request has come to a stage. May block.
   *
   * @param time when it did
   * @return false where the request must not go on
   */
  public boolean tell(AuditTrail trail, Stage stage, MicroTime time) {
    if (trail.omits(stage)) {
      return true;
    }
    metrics.made();
    return sink.process(List.of(trail.event(stage, time)));
  }

  /** A request was refused because its event could not be written. */
  public void rejected() {
    metrics.rejected();
  }

  @Override
  public void close() {
    sink.close();
  }
}
