package io.coxswain.apiserver.http;

import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.audit.Auditor;
import io.coxswain.apiserver.auth.Authenticator;
import io.coxswain.apiserver.auth.Authorizer;
import io.coxswain.apiserver.auth.ClientCertificate;
import io.coxswain.apiserver.flowcontrol.FlowControl;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.request.Elsewhere;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.store.Store;
import io.coxswain.apiserver.watch.WatchCache;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where requests go after the filters: to the cache, the registry, a kubelet or a document. */
public final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final Set<String> TUNNELLED = Set.of("log", "exec", "attach", "portforward");
  private static final Set<String> PROXIED = Set.of("pods", "services", "nodes");

  /** Answers a whole request; may block. */
  @FunctionalInterface
  public interface Handler {
    ApiResponse handle(ApiRequest request);
  }

  /** Answers what needs the connection itself; called on a virtual thread. */
  @FunctionalInterface
  public interface ConnectionHandler {
    void handle(Exchange exchange);
  }

  /**
   * Handlers behind the dispatcher.
   *
   * @param registry every verb that is not answered from the cache
   * @param paths everything that is no resource
   * @param pods connections to kubelets
   * @param proxy requests that are passed on
   * @param extensions groups and versions that other servers serve
   */
  public record Handlers(
      Handler registry,
      Handler paths,
      ConnectionHandler pods,
      ConnectionHandler proxy,
      ExtensionHandler extensions) {}

  /** Answers for groups and versions that other servers serve. */
  public interface ExtensionHandler {
    boolean serves(RequestInfo info);

    /** Called on a virtual thread. */
    void handle(Exchange exchange);
  }

  private final Filters filters;
  private final Reads reads;
  private final Handlers handlers;
  private final Answers answers;
  private final RequestMetrics metrics;
  private final AuthMetrics authMetrics;
  private final InFlight inFlight;
  private final RequestLimits limits;
  private final @Nullable Auditing auditing;
  private final BodyMemory bodies = BodyMemory.ofHeap();
  private final AnswerMemory answerMemory = AnswerMemory.ofJvm();
  private final LongAdder begun = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private volatile boolean stopping;

  private Dispatcher(
      Filters filters,
      InFlight inFlight,
      RequestLimits limits,
      @Nullable Auditor auditor,
      Reads reads,
      Handlers handlers,
      Answers answers,
      RequestMetrics metrics,
      AuthMetrics authMetrics) {
    this.filters = filters;
    this.inFlight = inFlight;
    this.limits = limits;
    this.auditing = auditor == null ? null : new Auditing(auditor, this::admit);
    this.reads = reads;
    this.handlers = handlers;
    this.answers = answers;
    this.metrics = metrics;
    this.authMetrics = authMetrics;
  }

  /**
   * Puts together what stands between a connection and the handlers.
   *
   * @param auditor null where nothing is audited
   */
  public static Dispatcher create(
      Authenticator authenticator,
      Authorizer authorizer,
      FlowControl flowControl,
      RequestLimits limits,
      @Nullable Auditor auditor,
      WatchCache cache,
      Supplier<Kinds> kinds,
      InstantSource clock,
      Handlers handlers,
      PrometheusRegistry metrics) {
    var answers = new Answers(kinds, clock);
    var requests = new RequestMetrics(metrics, answers);
    var auth = new AuthMetrics(metrics);
    var inFlight =
        new InFlight(flowControl, new Widths(cache, answers), limits.timeout(), requests);
    inFlight.register(metrics);
    return new Dispatcher(
        new Filters(authenticator, authorizer, auth),
        inFlight,
        limits,
        auditor,
        new Reads(
            cache, answers, new WatchRequests(cache, answers, limits, new WatchMetrics(metrics))),
        handlers,
        answers,
        requests,
        auth);
  }

  BodyMemory bodies() {
    return bodies;
  }

  AnswerMemory answerMemory() {
    return answerMemory;
  }

  /** Whether somebody says, and truly, who it is. */
  boolean knows(@Nullable ClientCertificate certificate, String authorization) {
    return filters.knows(certificate, authorization);
  }

  /** A connection ended before TLS was agreed on. */
  void handshakeFailed() {
    authMetrics.handshakeFailed();
  }

  /** A request is the one its connection answers now. */
  void began(Exchange exchange) {
    if (InFlight.isDrained(exchange.info())) {
      begun.increment();
    }
  }

  /** Begins to answer a request; on its event loop. */
  void dispatch(Exchange exchange) {
    var refusal = filters.authenticate(exchange);
    if (refusal != null) {
      if (auditing != null) {
        auditing.unauthenticated(exchange);
      }
      exchange.fail(refusal);
    } else if (auditing == null || auditing.begin(exchange)) {
      admit(exchange);
    }
  }

  /** Lets a request in whose sender is known; on its event loop. */
  private void admit(Exchange exchange) {
    guarded(
        exchange,
        () -> {
          var refusal = filters.impersonate(exchange);
          if (refusal == null) {
            inFlight.begin(exchange, this::proceed);
          } else {
            exchange.fail(refusal);
          }
        });
  }

  /** Answers a request that flow control has let in; on its event loop. */
  private void proceed(Exchange exchange) {
    guarded(
        exchange,
        () -> {
          var refusal = filters.authorize(exchange);
          if (refusal == null) {
            route(exchange);
          } else {
            exchange.fail(refusal);
          }
        });
  }

  private void route(Exchange exchange) {
    var info = exchange.info();
    var deprecations = Deprecations.of(info);
    exchange.warn(deprecations);
    if (!deprecations.isEmpty()) {
      exchange.annotate("k8s.io/deprecated", "true");
    }
    if (handlers.extensions.serves(info)) {
      connect(exchange, handlers.extensions::handle);
      return;
    }
    metrics.routed(exchange);
    if (!info.isResource()) {
      onVirtualThread(exchange, () -> answer(exchange, handlers.paths));
    } else if (info.resource().equals("pods") && TUNNELLED.contains(info.subresource())) {
      connect(exchange, handlers.pods);
    } else if (info.subresource().equals("proxy") && PROXIED.contains(info.resource())) {
      connect(exchange, handlers.proxy);
    } else if (reads.answers(info)) {
      if (!reads.tryNow(exchange)) {
        onVirtualThread(exchange, () -> reads.handle(exchange));
      }
    } else {
      onVirtualThread(exchange, () -> change(exchange));
    }
  }

  /** Who can't read the answer is told so before anything has changed. */
  private void change(Exchange exchange) {
    if (answers.negotiate(exchange, false) == null) {
      exchange.fail(answers.notAcceptable(exchange));
    } else {
      answer(exchange, handlers.registry);
    }
  }

  private void answer(Exchange exchange, Handler handler) {
    answers.send(exchange, handler.handle(exchange.request()));
  }

  private void connect(Exchange exchange, ConnectionHandler handler) {
    Thread.startVirtualThread(
        () -> exchange.audited(() -> guarded(exchange, () -> handler.handle(exchange))));
  }

  private void onVirtualThread(Exchange exchange, Runnable work) {
    exchange.hold();
    var elsewhere = exchange.elsewhere();
    Thread.startVirtualThread(
        () -> {
          try {
            Elsewhere.measure(elsewhere, () -> exchange.audited(() -> guarded(exchange, work)));
          } finally {
            exchange.release();
          }
        });
  }

  private void guarded(Exchange exchange, Runnable work) {
    try {
      work.run();
    } catch (Store.UnavailableException e) {
      LOG.warn("{} {}: {}", exchange.method(), exchange.info().path(), e.getMessage());
      exchange.fail(Failures.serverTimeout(exchange.info()));
    } catch (Store.TooLargeException e) {
      exchange.fail(Failures.unclassified(Store.TooLargeException.TEXT));
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", exchange.method(), exchange.info().path(), e);
      exchange.panics(e);
    }
  }

  void finished(Exchange exchange) {
    if (InFlight.isDrained(exchange.info())) {
      ended.increment();
    }
    metrics.finished(exchange);
    exchange.timer(null);
    exchange.dropBody();
    exchange.release();
  }

  /** An answer is written that its peer does not take at once; on its event loop. */
  void awaitTaken(Exchange exchange) {
    inFlight.awaitTaken(exchange);
  }

  RequestLimits limits() {
    return limits;
  }

  boolean isStopping() {
    return stopping;
  }

  /**
   * Ends watches and waits until what has begun is answered, but for connections to kubelets and
   * the like; connections close after their answer.
   */
  void stop(Duration longest) {
    stopping = true;
    reads.endWatches();
    var end = System.nanoTime() + longest.toNanos();
    while (begun.sum() - ended.sum() > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
