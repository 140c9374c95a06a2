package io.coxswain.apiserver.audit;

import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
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

  /**
   * Decides how much is told of a request.
   *
   * @param user who sends it; null where that is not known
   * @param request made where anything is to be told
   * @return what there is to tell so far; null where nothing is to be told
   */
  public @Nullable AuditTrail begin(
      @Nullable UserInfo user, RequestInfo info, Supplier<AuditRequest> request) {
    var decision = policy.decide(user, info);
    metrics.decided(decision.level());
    return decision.level() == Level.NONE ? null : new AuditTrail(request.get(), decision);
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
