package io.coxswain.apiserver.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.Status;
import io.coxswain.apiserver.audit.AuditTrail;
import io.coxswain.apiserver.flowcontrol.Passage;
import io.coxswain.apiserver.metrics.Peak;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One request and its answer. Filled by the filters on the event loop; the answer may come from any
 * thread, once.
 */
public final class Exchange {
  private final Connection connection;
  private final String method;
  private final String uri;
  private final RequestInfo info;
  private final Map<String, List<String>> query;
  private final Map<String, String> headers;
  private final byte[] body;
  private final boolean keepAlive;
  private final List<String> warnings = new ArrayList<>(0);
  private UserInfo user = UserInfo.ANONYMOUS;
  private volatile @Nullable Runnable onDisconnect;
  private @Nullable Runnable onBodyDropped; // owned by the event loop
  private final AtomicInteger holders = new AtomicInteger(1); // the answer, and work on threads
  private final long receivedAt = System.nanoTime();
  private @Nullable LongAdder elsewhere; // nanoseconds that were not the server's
  private int code; // of the answer, 0 before; owned by the event loop like the rest
  private long bytes = -1;
  private RequestMetrics.@Nullable Series series;
  private final AtomicReference<@Nullable Peak> counted = new AtomicReference<>();
  private @Nullable Passage passage;
  private @Nullable Future<?> timer; // owned by the event loop
  private volatile @Nullable RequestAudit audit;
  private volatile @Nullable String auditId;

  Exchange(
      Connection connection,
      String method,
      String uri,
      RequestInfo info,
      Map<String, List<String>> query,
      Map<String, String> headers,
      byte[] body,
      boolean keepAlive) {
    this.connection = connection;
    this.method = method;
    this.uri = uri;
    this.info = info;
    this.query = query;
    this.headers = headers;
    this.body = body;
    this.keepAlive = keepAlive;
  }

  public Connection connection() {
    return connection;
  }

  public String method() {
    return method;
  }

  /** Path and query as they were sent. */
  public String uri() {
    return uri;
  }

  public RequestInfo info() {
    return info;
  }

  public UserInfo user() {
    return user;
  }

  public void user(UserInfo who) {
    this.user = who;
  }

  /** The request is made in somebody else's name. */
  void impersonate(UserInfo who) {
    user = who;
    var audited = audit;
    if (audited != null) {
      audited.trail().impersonates(who);
    }
  }

  /** The id the request brings, or one of its own; set on the event loop. */
  public String auditId() {
    var known = auditId;
    if (known == null) {
      var given = header("audit-id");
      known = given.isEmpty() ? AuditIds.next() : given;
      auditId = known;
    }
    return known;
  }

  /** The request is audited, or is not any more. */
  void audit(@Nullable RequestAudit events) {
    audit = events;
  }

  boolean isAudited() {
    return audit != null;
  }

  /** Notes something for the audit log. */
  void annotate(String key, String value) {
    var audited = audit;
    if (audited != null) {
      audited.trail().annotate(key, value);
    }
  }

  /** Does work that may have something for the audit log. */
  void audited(Runnable work) {
    var audited = audit;
    if (audited == null) {
      work.run();
    } else {
      AuditTrail.during(audited.trail(), work);
    }
  }

  /** A header by its lower-case name; empty where it was not sent. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  public Map<String, String> headers() {
    return headers;
  }

  public Map<String, List<String>> query() {
    return query;
  }

  /** The first value of a query parameter; empty where it was not sent. */
  public String parameter(String name) {
    var values = query.get(name);
    return values == null || values.isEmpty() ? "" : values.getFirst();
  }

  public boolean flag(String name) {
    return RequestInfos.isTrue(query, name);
  }

  /** Whether people read the answer: they say so, or use a browser, curl or wget. */
  boolean pretty() {
    if (!parameter("pretty").isEmpty()) {
      return flag("pretty");
    }
    var agent = header("user-agent");
    return agent.startsWith("curl") || agent.startsWith("Wget") || agent.startsWith("Mozilla/5.0");
  }

  boolean keepAlive() {
    return keepAlive;
  }

  EventLoop loop() {
    return connection.loop();
  }

  /** The whole body; must not be changed. */
  public byte[] body() {
    return body;
  }

  /** When it was whole, by the monotonic clock. */
  long receivedAt() {
    return receivedAt;
  }

  /** Where time is summed up that passes in queues and webhooks: it says nothing of the server. */
  LongAdder elsewhere() {
    var sum = elsewhere;
    if (sum == null) {
      sum = new LongAdder();
      elsewhere = sum;
    }
    return sum;
  }

  long nanosElsewhere() {
    return elsewhere == null ? 0 : elsewhere.sum();
  }

  /** What is measured of it; null where nothing is. */
  RequestMetrics.@Nullable Series measured() {
    return series;
  }

  void measured(RequestMetrics.Series where) {
    series = where;
  }

  /**
   * Its answer begins.
   *
   * @param size in bytes, -1 where that is not known
   */
  void answered(int with, long size) {
    code = with;
    bytes = size;
    var audited = audit;
    if (audited != null) {
      audited.began(with);
    }
  }

  int code() {
    return code;
  }

  long bytes() {
    return bytes;
  }

  /** What gives back the memory that the body takes. */
  void whenBodyIsDropped(Runnable action) {
    onBodyDropped = action;
  }

  /** The body is not needed any more; on the event loop. */
  void dropBody() {
    var action = onBodyDropped;
    onBodyDropped = null;
    if (action != null) {
      action.run();
    }
  }

  ApiRequest request() {
    return new ApiRequest(method, info, query, headers, body, user);
  }

  /** Flow control has let the request in, lets it wait or refuses it. */
  void enter(Passage way) {
    passage = way;
  }

  /** It is counted among others until it has been served, or counts elsewhere. */
  void enter(Peak next) {
    leave(next);
    next.enter();
  }

  private void leave(@Nullable Peak next) {
    var before = counted.getAndSet(next);
    if (before != null) {
      before.leave();
    }
  }

  @Nullable Passage passage() {
    return passage;
  }

  /** Something goes on for this request besides its answer, until it calls {@link #release}. */
  void hold() {
    holders.incrementAndGet();
  }

  /** Gives the request's seats back when its answer is complete and nothing else goes on. */
  void release() {
    if (holders.decrementAndGet() == 0) {
      served();
      var audited = audit;
      if (audited != null) {
        audited.end(code);
      }
    }
  }

  /** Gives the request's seats back though its answer goes on: a watch that has begun. */
  void served() {
    leave(null);
    var way = passage;
    if (way != null) {
      way.end();
    }
  }

  /** Whether this is the request that its connection is answering. */
  boolean isCurrent() {
    return connection.isCurrent(this);
  }

  boolean hasTimer() {
    return timer != null;
  }

  /** Replaces the timer that ends this request. */
  void timer(@Nullable Future<?> next) {
    if (timer != null) {
      timer.cancel(false);
    }
    timer = next;
  }

  void tooManyRequests() {
    send(
        429,
        "text/plain; charset=utf-8",
        Map.of("Retry-After", "1", "X-Content-Type-Options", "nosniff"),
        Body.of("Too many requests, please try again later.\n".getBytes(UTF_8)));
  }

  void warn(List<String> texts) {
    warnings.addAll(texts);
  }

  List<String> warnings() {
    return warnings;
  }

  /** Runs something when the client goes away before the answer is complete. */
  public void onDisconnect(Runnable action) {
    onDisconnect = action;
    if (!connection.isOpen()) {
      action.run();
    }
  }

  void disconnected() {
    var action = onDisconnect;
    if (action != null) {
      action.run();
    }
  }

  public void fail(Status status) {
    var code = status.code();
    var retry = status.details() == null ? null : status.details().retryAfterSeconds();
    Map<String, String> extra =
        retry == null ? Map.of() : Map.of("Retry-After", String.valueOf(retry));
    var tree = withKind(status);
    send(
        code == null ? 500 : code,
        "application/json",
        extra,
        Body.of(Json.bytes(tree)),
        status,
        () -> tree);
  }

  /** A bug ends the request. */
  void panics(RuntimeException bug) {
    var audited = audit;
    if (audited != null) {
      audited.panics(bug);
    }
    fail(Failures.internal(String.valueOf(bug.getMessage())));
  }

  /** Status is no served kind, but says what it is. */
  static JsonNode withKind(Status status) {
    var tree = Json.mapper().createObjectNode().put("kind", "Status").put("apiVersion", "v1");
    tree.setAll(Json.tree(status));
    if (!tree.has("metadata")) {
      tree.putObject("metadata");
    }
    return tree;
  }

  /** Sends the client elsewhere, for good. */
  public void redirect(String location) {
    send(301, "text/plain; charset=utf-8", Map.of("Location", location), Body.of(new byte[0]));
  }

  public void text(int code, String text) {
    send(
        code,
        "text/plain; charset=utf-8",
        Map.of("X-Content-Type-Options", "nosniff"),
        Body.of(text.getBytes(UTF_8)));
  }

  void send(int code, String contentType, Body content) {
    send(code, contentType, Map.of(), content);
  }

  void send(int code, String contentType, Map<String, String> extra, Body content) {
    send(code, contentType, extra, content, null, null);
  }

  /**
   * Sends an answer.
   *
   * @param status that is the answer; null where it is none
   * @param object that is the answer, for the audit log; null where it is none
   */
  void send(
      int code,
      String contentType,
      Map<String, String> extra,
      Body content,
      @Nullable Status status,
      @Nullable Supplier<JsonNode> object) {
    var all = new LinkedHashMap<String, String>();
    all.put("Content-Type", contentType);
    all.putAll(extra);
    var audited = audit;
    if (audited == null) {
      connection.answer(this, code, all, content);
    } else {
      audited.answer(
          code, status, object, content, () -> connection.answer(this, code, all, content));
    }
  }
}
