package io.coxswain.apiserver.http;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.Status.StatusCause;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.selector.Selector;
import io.coxswain.apiserver.registry.Statuses;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.watch.Matcher;
import io.coxswain.apiserver.watch.ReadOptions;
import io.coxswain.apiserver.watch.Reader;
import io.coxswain.apiserver.watch.ResourceCache;
import io.coxswain.apiserver.watch.WatchCache;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers get, list and watch from the cache. */
final class Reads {
  private static final Set<String> VERBS = Set.of("get", "list", "watch");
  private static final long WORTH_COMPRESSING = 128 * 1024;
  private static final long MOST_AT_ONCE = 200_000; // a few milliseconds

  private static final StatusCause NO_INITIAL_EVENTS =
      new StatusCause(
          "FieldValueForbidden",
          "Forbidden: sendInitialEvents is forbidden for list",
          "sendInitialEvents");

  private final WatchCache cache;
  private final Reader reader;
  private final Answers answers;
  private final WatchRequests watches;

  Reads(WatchCache cache, Answers answers, WatchRequests watches) {
    this.cache = cache;
    this.reader = new Reader(cache);
    this.answers = answers;
    this.watches = watches;
  }

  /** Whether a request is one of these; status is read as the whole object. */
  boolean answers(RequestInfo info) {
    return VERBS.contains(info.verb())
        && !info.resource().equals("componentstatuses") // computed, not stored
        && (info.subresource().isEmpty() || info.subresource().equals("status"));
  }

  /** Answers at once where nothing has to be waited for; on the event loop. */
  boolean tryNow(Exchange exchange) {
    if (isLong(exchange)) {
      return false;
    }
    if (exchange.info().verb().equals("watch")) {
      return watches.tryNow(exchange);
    }
    var form = answers.negotiate(exchange, false);
    var plain = form != null && form.equals(Representation.PLAIN) && !exchange.pretty();
    if (plain && reader.answersAtOnce(options(exchange))) {
      handle(exchange);
      return true;
    }
    return false;
  }

  /**
   * Whether to look for the objects may take long: an event loop, which has other connections, does
   * not do it then. Each object is matched against each requirement of the selectors.
   */
  private boolean isLong(Exchange exchange) {
    var info = exchange.info();
    if (info.verb().equals("get") || !info.name().isEmpty()) {
      return false;
    }
    var requirements =
        1L
            + commas(exchange.parameter("labelSelector"))
            + commas(exchange.parameter("fieldSelector"));
    var type = answers.typeOf(exchange).orElse(null);
    var resource = type == null ? null : cache.of(type);
    return resource != null && requirements * resource.size() > MOST_AT_ONCE;
  }

  private static long commas(String selector) {
    return selector.isEmpty() ? 0 : selector.chars().filter(c -> c == ',').count() + 1;
  }

  /** Ends all watches as if their time were over. */
  void endWatches() {
    watches.end();
  }

  /** Answers, waiting for what the request asks for. */
  void handle(Exchange exchange) {
    if (!cache.isReady()) {
      exchange.fail(Failures.unavailable("storage is (re)initializing"));
      return;
    }
    var type = answers.typeOf(exchange).orElse(null);
    var resource = type == null ? null : cache.of(type);
    if (type == null || resource == null) {
      exchange.text(404, "404 page not found\n");
      return;
    }
    if (!exchange.info().isPathOf(type)) {
      exchange.fail(Statuses.unknownPath());
      return;
    }
    var form = answers.negotiate(exchange, false);
    if (form == null) {
      exchange.fail(answers.notAcceptable(exchange));
      return;
    }
    switch (exchange.info().verb()) {
      case "get" -> get(exchange, resource, form);
      case "list" -> list(exchange, type, resource, form);
      default -> watches.handle(exchange, type, resource);
    }
  }

  private void get(Exchange exchange, ResourceCache resource, Representation form) {
    var info = exchange.info();
    var namespace = resource.type().namespaced() ? info.namespace() : "";
    switch (reader.get(resource, namespace, info.name(), options(exchange))) {
      case Reader.Answer.Failed failed -> exchange.fail(Failures.of(failed.failure()));
      case Reader.Answer.Many ignored -> throw new IllegalStateException("a get is no list");
      case Reader.Answer.One one -> {
        var entry = one.entry();
        if (entry == null) {
          exchange.fail(Failures.notFound(info));
        } else if (isPlain(exchange, form)) {
          send(exchange, "application/json", Body.of(entry.json()), entry::json);
        } else if (form.equals(Representation.PROTOBUF)) {
          var bytes = answers.encoded().get(resource.type(), entry);
          send(exchange, form.format().mediaType, Body.of(bytes), entry::json);
        } else {
          answers.send(exchange, 200, form, Json.tree(entry.json()));
        }
      }
    }
  }

  private static boolean isPlain(Exchange exchange, Representation form) {
    return form.equals(Representation.PLAIN) && !exchange.pretty();
  }

  private void list(
      Exchange exchange, ResourceType type, ResourceCache resource, Representation form) {
    if (!exchange.parameter("sendInitialEvents").isEmpty()) {
      exchange.fail(Failures.invalidListOptions(List.of(NO_INITIAL_EVENTS)));
      return;
    }
    var matcher = matcher(exchange, resource);
    if (matcher == null) {
      return;
    }
    switch (reader.list(resource, matcher, options(exchange))) {
      case Reader.Answer.Failed failed -> exchange.fail(Failures.of(failed.failure()));
      case Reader.Answer.One ignored -> throw new IllegalStateException("a list is no get");
      case Reader.Answer.Many many -> {
        var body = new ListBody(type, many);
        if (isPlain(exchange, form)) {
          send(exchange, "application/json", body, () -> whole(body));
        } else if (form.equals(Representation.PROTOBUF)) {
          var bytes = answers.encoded().list(type, many, body.metadata());
          send(exchange, form.format().mediaType, Body.of(bytes), () -> whole(body));
        } else {
          answers.send(exchange, 200, form, Json.tree(whole(body)));
        }
      }
    }
  }

  /**
   * Sends what was asked for, lists compressed where they are worth it.
   *
   * @param json the same as JSON, for the audit log
   */
  private static void send(Exchange exchange, String mediaType, Body body, Supplier<byte[]> json) {
    var compressed =
        exchange.info().verb().equals("list")
            && body.length() > WORTH_COMPRESSING
            && exchange.header("accept-encoding").contains("gzip");
    exchange.send(
        200,
        mediaType,
        compressed ? Map.of("Content-Encoding", "gzip", "Vary", "Accept-Encoding") : Map.of(),
        compressed ? new GzipBody(body) : body,
        null,
        exchange.isAudited() ? () -> Json.tree(json.get()) : null);
  }

  private static byte[] whole(ListBody body) {
    var bytes = new ByteArrayOutputStream((int) body.length());
    body.copyTo(bytes);
    return bytes.toByteArray();
  }

  /** What selectors and path ask for; null after a refusal was sent. */
  static @Nullable Matcher matcher(Exchange exchange, ResourceCache resource) {
    Selector labels;
    Selector fields;
    try {
      labels = Selector.parse(exchange.parameter("labelSelector"));
      fields = Selector.parseFields(exchange.parameter("fieldSelector"));
    } catch (Selector.SelectorException e) {
      exchange.fail(Failures.badRequest(String.valueOf(e.getMessage())));
      return null;
    }
    for (var requirement : fields.requirements()) {
      var refusal = resource.fields().refusal(requirement.key());
      if (refusal != null) {
        exchange.fail(Failures.badRequest(refusal));
        return null;
      }
    }
    var info = exchange.info();
    var namespace = resource.type().namespaced() ? info.namespace() : "";
    var selected = fields.only("metadata.namespace");
    if (namespace.isEmpty() && resource.type().namespaced() && selected != null) {
      namespace = selected;
    }
    return new Matcher(namespace, info.name(), labels, fields);
  }

  private static ReadOptions options(Exchange exchange) {
    var version = exchange.parameter("resourceVersion");
    if (exchange.info().verb().equals("get")) {
      return version.isEmpty() ? ReadOptions.LATEST : new ReadOptions(0, "", version, null);
    }
    var match = exchange.parameter("resourceVersionMatch");
    return new ReadOptions(
        limit(exchange.parameter("limit")),
        exchange.parameter("continue"),
        version,
        match.isEmpty() ? null : match);
  }

  private static int limit(String text) {
    try {
      return text.isEmpty() ? 0 : Math.clamp(Long.parseLong(text), 0, Integer.MAX_VALUE);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
