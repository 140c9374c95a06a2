package io.coxswain.apiserver.http;

import io.coxswain.apiserver.audit.AuditRequest;
import io.coxswain.apiserver.audit.AuditTrail;
import io.coxswain.apiserver.audit.Auditor;
import io.coxswain.apiserver.audit.Stage;
import io.coxswain.apiserver.request.UserInfo;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Begins to audit requests, as upstream's filters WithAudit and WithFailedAuthenticationAudit. */
final class Auditing {
  private final Auditor auditor;
  private final Consumer<Exchange> proceed;

  /**
   * @param proceed lets requests go on; called on their event loops
   */
  Auditing(Auditor auditor, Consumer<Exchange> proceed) {
    this.auditor = auditor;
    this.proceed = proceed;
  }

  /**
   * Decides how much is told of a request whose sender is known; on its event loop.
   *
   * @return false where it goes on by itself when its first event has been processed
   */
  boolean begin(Exchange exchange) {
    var trail = begin(exchange, exchange.user());
    if (trail == null) {
      return true;
    }
    var audit = new RequestAudit(auditor, trail, InFlight.isLongRunning(exchange.info()), true);
    exchange.audit(audit);
    if (trail.omits(Stage.REQUEST_RECEIVED)) {
      return true;
    }
    exchange.hold();
    audit.received(
        processed -> {
          try {
            exchange.loop().execute(() -> resume(exchange, processed));
          } catch (RejectedExecutionException e) {
            exchange.release(); // the server has stopped
          }
        });
    return false;
  }

  private void resume(Exchange exchange, boolean processed) {
    try {
      if (!processed) {
        auditor.rejected();
        exchange.audit(null);
        exchange.text(
            500,
            "Internal Server Error: \"" + exchange.uri() + "\": failed to store audit event\n");
      } else if (exchange.isCurrent()) {
        proceed.accept(exchange);
      }
    } finally {
      exchange.release();
    }
  }

  /** Tells of a request that is refused because nobody knows who sent it; on its event loop. */
  void unauthenticated(Exchange exchange) {
    var trail = begin(exchange, null);
    if (trail != null) {
      exchange.audit(new RequestAudit(auditor, trail, true, false));
    }
  }

  private @Nullable AuditTrail begin(Exchange exchange, @Nullable UserInfo user) {
    return auditor.begin(user, exchange.info(), () -> request(exchange, user));
  }

  private AuditRequest request(Exchange exchange, @Nullable UserInfo user) {
    var remote = exchange.connection().remoteAddress();
    return AuditRequest.of(
        exchange.auditId(),
        exchange.uri(),
        user,
        exchange.info(),
        exchange.headers(),
        remote instanceof InetSocketAddress address ? address.getAddress() : null,
        auditor.now());
  }
}
