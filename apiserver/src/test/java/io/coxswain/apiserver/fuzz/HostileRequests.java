package io.coxswain.apiserver.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** One request after the other that a careful client would never send; the same for a seed. */
final class HostileRequests {
  private static final List<String> PARAMETERS =
      List.of(
          "limit",
          "continue",
          "resourceVersion",
          "resourceVersionMatch",
          "timeoutSeconds",
          "labelSelector",
          "fieldSelector",
          "fieldValidation",
          "fieldManager",
          "force",
          "dryRun",
          "propagationPolicy",
          "gracePeriodSeconds",
          "orphanDependents",
          "pretty",
          "includeObject",
          "sendInitialEvents",
          "allowWatchBookmarks",
          "timeout",
          "container",
          "command",
          "tailLines",
          "x");
  private static final List<String> VALUES =
      List.of(
          "0",
          "1",
          "2",
          "-1",
          "99999999999999999999",
          "true",
          "false",
          "All",
          "Strict",
          "Warn",
          "Ignore",
          "Foreground",
          "Orphan",
          "Exact",
          "NotOlderThan",
          "a=b",
          "a in (b,c)",
          "a in (",
          "!a",
          "a!=",
          "a>5",
          "a=b,,c",
          "metadata.name=web",
          "metadata.name!=web,metadata.namespace=default",
          "status.phase=Running",
          "spec.nonsense=1",
          "eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6LTEsInN0YXJ0IjoiIn0",
          "eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiIuLi8uLi8ifQ",
          "bm9uc2Vuc2U");
  private static final List<String> ACCEPTS =
      List.of(
          "*/*",
          "application/json",
          "application/yaml",
          "application/vnd.kubernetes.protobuf",
          "application/vnd.kubernetes.protobuf,application/json",
          "application/json;as=Table;v=v1;g=meta.k8s.io,application/json",
          "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io",
          "application/json;as=Nonsense;v=v7;g=x",
          "application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io",
          "application/json;stream=watch",
          "text/html",
          ";",
          ",",
          ";;q=1,;",
          "application/json;q=x",
          "application/json;q=NaN",
          "a/b/c;=;==",
          "\"");
  private static final List<String> PATCHES =
      List.of(
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/strategic-merge-patch+json",
          "application/apply-patch+yaml",
          "application/apply-patch+cbor");
  private static final List<String> BODIES =
      List.of(
          "application/json",
          "application/yaml",
          "application/vnd.kubernetes.protobuf",
          "application/json; charset=utf-8",
          "application/cbor",
          "text/plain",
          "multipart/form-data",
          ";",
          "");
  private static final List<String> SUBRESOURCES =
      List.of(
          "status",
          "scale",
          "binding",
          "eviction",
          "exec",
          "attach",
          "portforward",
          "log",
          "proxy",
          "proxy/x",
          "resize",
          "ephemeralcontainers",
          "finalize",
          "token",
          "approval",
          "nonsense",
          "status/status");
  private static final List<String> PATHS =
      List.of(
          "/",
          "//",
          "/api",
          "/api/v1",
          "/api/v1/",
          "/api/v2",
          "/apis",
          "/apis/",
          "/apis/apps",
          "/apis/apps/v1",
          "/apis/nonsense/v1/things",
          "/openapi/v2",
          "/openapi/v3",
          "/openapi/v3/apis/apps/v1",
          "/version",
          "/healthz",
          "/livez/ping",
          "/readyz?verbose&exclude=x",
          "/metrics",
          "/api//v1///pods",
          "/api/v1/namespaces//pods",
          "/api/v1/namespaces/default/pods/../../x",
          "/api/v1/namespaces/%2e%2e/pods",
          "/api/v1/namespaces/a%2Fb/pods",
          "/api/v1/namespaces/%00/pods",
          "/api/v1/namespaces/%zz/pods",
          "/api/v1/namespaces/%c3%28/pods",
          "/api/v1/watch",
          "/api/v1/watch/pods?timeoutSeconds=1",
          "/api/v1/watch/namespaces/default/pods/web?timeoutSeconds=1",
          "/.well-known/openid-configuration",
          "/openid/v1/jwks",
          "/logs",
          "/debug/pprof",
          "*");

  private final Random random;
  private final HostileObjects objects;
  private final List<ResourceType> kinds =
      Kinds.builtIn().all().stream()
          .sorted(java.util.Comparator.comparing(ResourceType::groupResource))
          .toList();

  HostileRequests(long seed) {
    random = new Random(seed);
    objects = new HostileObjects(random);
  }

  /**
   * A request as it goes over the wire.
   *
   * @param line method and target, to tell what it was
   * @param whole false where the server waits for more until the connection closes
   */
  record Hostile(String method, String line, byte[] bytes, boolean whole) {
    String shown() {
      var text = new String(bytes, ISO_8859_1);
      return text.length() > 1500 ? text.substring(0, 1500) + "..." : text;
    }
  }

  Hostile next() {
    if (random.nextInt(60) == 0) {
      return noise();
    }
    var type = kinds.get(random.nextInt(kinds.size()));
    var method = method();
    var item = random.nextInt(3) > 0;
    var target = random.nextInt(8) == 0 ? pick(PATHS) : path(type, item, method);
    var headers = new StringBuilder();
    var patch = method.equals("PATCH");
    var contentType = random.nextInt(12) == 0 ? pick(BODIES) : patch ? pick(PATCHES) : body();
    header(headers, "Content-Type", contentType);
    var body =
        method.equals("GET") && random.nextInt(10) > 0 ? new byte[0] : body(type, contentType);
    if (random.nextInt(20) == 0) {
      body = damaged(body);
    }
    headers(headers);
    var chunked = random.nextInt(20) == 0;
    var whole = true;
    if (chunked) {
      header(headers, "Transfer-Encoding", "chunked");
      body = chunks(body);
    } else {
      whole = random.nextInt(100) > 0;
      var more = whole ? 0 : 1 + random.nextInt(1000);
      header(headers, "Content-Length", Integer.toString(body.length + more));
    }
    var line = method + " " + target;
    var head = (line + " HTTP/1.1\r\nHost: fuzz\r\n" + headers + "\r\n").getBytes(UTF_8);
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head);
    bytes.writeBytes(body);
    return new Hostile(method, line, bytes.toByteArray(), whole);
  }

  /** Bytes that are no HTTP, or hardly. */
  private Hostile noise() {
    var bytes =
        switch (random.nextInt(7)) {
          case 0 -> bytes(random.nextInt(300));
          case 1 -> ("GET /" + "a".repeat(70_000) + " HTTP/1.1\r\n\r\n").getBytes(UTF_8);
          case 2 -> ("GET / HTTP/1.1\r\nX: " + "b".repeat(140_000) + "\r\n\r\n").getBytes(UTF_8);
          case 3 -> "GET / HTTP/9.9\r\n\r\n".getBytes(UTF_8);
          case 4 -> "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(UTF_8);
          case 5 ->
              "POST /api/v1/pods HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n".getBytes(UTF_8);
          default ->
              ("POST /api/v1/pods HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
                      + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")
                  .getBytes(UTF_8);
        };
    return new Hostile("", "noise", bytes, false);
  }

  private String method() {
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> "POST";
      case 4, 5, 6 -> "PUT";
      case 7, 8, 9, 10, 11 -> "PATCH";
      case 12, 13 -> "DELETE";
      case 14 -> pick(List.of("HEAD", "OPTIONS", "TRACE", "CONNECT", "FOO", "get", "PROPFIND"));
      default -> "GET";
    };
  }

  private String path(ResourceType type, boolean item, String method) {
    var path = new StringBuilder(type.basePath());
    if (type.namespaced() != (random.nextInt(15) == 0)) {
      path.append("/namespaces/").append(random.nextInt(8) > 0 ? "default" : escaped());
    }
    path.append('/').append(type.plural());
    if (item != (random.nextInt(15) == 0)) {
      path.append('/').append(random.nextInt(4) > 0 ? "web" : escaped());
      if (random.nextInt(4) == 0) {
        path.append('/').append(pick(SUBRESOURCES));
      }
    }
    var mark = '?';
    if (method.equals("GET") && random.nextInt(40) == 0) {
      path.append(mark).append("timeoutSeconds=1&watch=1"); // of several values the first counts
      mark = '&';
    }
    for (var i = random.nextInt(4); i > 0; i--) {
      path.append(mark).append(pick(PARAMETERS)).append('=').append(value());
      mark = '&';
    }
    if (!method.equals("GET") && random.nextInt(3) == 0) {
      path.append(mark).append("fieldManager=fuzz&fieldValidation=Strict");
    }
    return path.toString();
  }

  private String escaped() {
    return URLEncoder.encode(objects.text(), UTF_8).replace("+", "%20");
  }

  private String value() {
    return URLEncoder.encode(random.nextInt(5) > 0 ? pick(VALUES) : objects.text(), UTF_8);
  }

  private void headers(StringBuilder headers) {
    if (random.nextInt(3) == 0) {
      header(headers, "Accept", pick(ACCEPTS));
    }
    if (random.nextInt(10) > 0) {
      return;
    }
    switch (random.nextInt(9)) {
      case 0 -> header(headers, "Range", "bytes=0-,-1");
      case 1 -> {
        header(headers, "Upgrade", pick(List.of("websocket", "SPDY/3.1", "h2c", "x")));
        header(headers, "Connection", "Upgrade");
        header(headers, "Sec-WebSocket-Key", pick(List.of("dGhlIHNhbXBsZSBub25jZQ==", "x")));
        header(headers, "Sec-WebSocket-Version", pick(List.of("13", "0")));
        header(headers, "Sec-WebSocket-Protocol", pick(List.of("v5.channel.k8s.io", "x,,y")));
        header(headers, "X-Stream-Protocol-Version", "v4.channel.k8s.io");
      }
      case 2 -> header(headers, "Impersonate-User", "jane");
      case 3 -> header(headers, "Impersonate-Extra-%zz", "x");
      case 4 -> header(headers, "Accept-Encoding", pick(List.of("gzip", "gzip;q=x", "br", "*")));
      case 5 -> header(headers, "Expect", pick(List.of("100-continue", "200-ok")));
      case 6 ->
          header(headers, "Authorization", pick(List.of("Basic x", "Bearer", "Bearer x.y.z")));
      case 7 -> header(headers, "Content-Encoding", "gzip");
      default -> header(headers, "Connection", "close");
    }
  }

  private static void header(StringBuilder headers, String name, String value) {
    headers.append(name).append(": ").append(value).append("\r\n");
  }

  private String body() {
    return random.nextInt(3) > 0 ? "application/json" : pick(BODIES);
  }

  private byte[] body(ResourceType type, String contentType) {
    if (random.nextInt(15) == 0) {
      return special();
    }
    var object = objects.of(type, "web");
    if (contentType.contains("json-patch")) {
      return operations(object);
    }
    if (contentType.contains("strategic")) {
      directives(object);
    }
    if (contentType.contains("protobuf")) {
      return protobuf(type);
    }
    return Json.bytes(object);
  }

  private byte[] operations(ObjectNode object) {
    var patch = Json.mapper().createArrayNode();
    for (var i = random.nextInt(3); i >= 0; i--) {
      var operation = patch.addObject();
      operation.put("op", pick(List.of("add", "remove", "replace", "move", "copy", "test", "x")));
      operation.put("path", pointer());
      operation.put("from", pointer());
      operation.set("value", random.nextBoolean() ? object : objects.anything(3));
      if (random.nextInt(20) == 0) {
        operation.set(pick(List.of("op", "path", "from", "value")), objects.anything(1));
      }
    }
    return Json.bytes(patch);
  }

  private String pointer() {
    return pick(
        List.of(
            "",
            "/",
            "/spec",
            "/metadata",
            "/metadata/labels/a~1b",
            "/metadata/name",
            "/metadata/resourceVersion",
            "/metadata/managedFields/0",
            "/metadata/managedFields/-",
            "/metadata/finalizers",
            "/kind",
            "/apiVersion",
            "/spec/containers/0/image",
            "/spec/template",
            "/spec/template/spec/containers/-",
            "/spec/containers/-1",
            "/data",
            "/data/a",
            "/status",
            "x",
            "/~2",
            "/a".repeat(200)));
  }

  private void directives(ObjectNode object) {
    var target =
        object.get("spec") instanceof ObjectNode spec && random.nextBoolean() ? spec : object;
    switch (random.nextInt(6)) {
      case 0 -> target.set("$patch", objects.anything(1));
      case 1 -> target.put("$patch", pick(List.of("replace", "delete", "merge")));
      case 2 -> target.set("$retainKeys", objects.anything(2));
      case 3 -> target.set("$setElementOrder/containers", objects.anything(2));
      case 4 -> target.set("$deleteFromPrimitiveList/finalizers", objects.anything(2));
      default -> target.set("$setElementOrder/", objects.anything(2));
    }
  }

  /** Bodies that are hostile by their form. */
  private byte[] special() {
    var depth = pick(List.of(50, 1_000, 20_000));
    return switch (random.nextInt(17)) {
      case 0 -> "[".repeat(depth).getBytes(UTF_8);
      case 1 -> "{\"a\":".repeat(depth).getBytes(UTF_8);
      case 2 ->
          ("{\"metadata\":" + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth) + "}")
              .getBytes(UTF_8);
      case 3 ->
          "{\"kind\":\"Pod\",\"kind\":\"Pod\",\"metadata\":{},\"metadata\":null}".getBytes(UTF_8);
      case 4 -> ("{\"spec\":{\"replicas\":" + "9".repeat(depth) + "}}").getBytes(UTF_8);
      case 5 -> "{\"spec\":{\"replicas\":1e999999999}}".getBytes(UTF_8);
      case 6 -> "{\"spec\":NaN,\"x\":Infinity}".getBytes(UTF_8);
      case 7 -> new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xc3, 0x28, '"', '}'};
      case 8 -> ("{\"a\":\"" + "z".repeat(depth * 50) + "\"}").getBytes(UTF_8);
      case 9 -> "\ufeff{}".getBytes(UTF_8);
      case 10 -> "null".getBytes(UTF_8);
      case 11 -> "{} {}".getBytes(UTF_8);
      case 12 ->
          ("a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
                  + "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
                  + "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n")
              .getBytes(UTF_8);
      case 13 -> "a: &a {b: *a}\n? [x]: y\n!!java.net.URL [x]: z\n<<: *a\n".getBytes(UTF_8);
      case 14 -> ("k8s\0" + "\n\u0001\u0001").getBytes(ISO_8859_1);
      case 15 -> new byte[3 * 1024 * 1024 + 10];
      default -> bytes(random.nextInt(2000));
    };
  }

  /** An envelope with random fields of random types, whose lengths need not be true. */
  private byte[] protobuf(ResourceType type) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'k', '8', 's', 0});
    var meta = new ByteArrayOutputStream();
    field(meta, 1, type.apiVersion().getBytes(UTF_8));
    field(meta, 2, type.kind().getBytes(UTF_8));
    field(out, 1, meta.toByteArray());
    field(out, 2, message(4));
    return out.toByteArray();
  }

  private byte[] message(int depth) {
    var out = new ByteArrayOutputStream();
    for (var i = random.nextInt(6); i >= 0; i--) {
      var number = 1 + random.nextInt(20);
      switch (random.nextInt(8)) {
        case 0 -> {
          varint(out, number << 3);
          varint(out, random.nextBoolean() ? random.nextInt(100) : random.nextLong());
        }
        case 1 -> {
          varint(out, number << 3 | random.nextInt(8));
          out.writeBytes(bytes(random.nextInt(9)));
        }
        case 2 -> {
          varint(out, number << 3 | 2);
          varint(out, random.nextInt());
        }
        default ->
            field(
                out,
                number,
                depth > 0 && random.nextBoolean()
                    ? message(depth - 1)
                    : objects.text().getBytes(UTF_8));
      }
    }
    return out.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, int number, byte[] content) {
    varint(out, number << 3 | 2);
    varint(out, content.length);
    out.writeBytes(content);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    var rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private byte[] damaged(byte[] body) {
    if (body.length == 0) {
      return body;
    }
    var damaged =
        random.nextBoolean() ? Arrays.copyOf(body, random.nextInt(body.length)) : body.clone();
    for (var i = random.nextInt(4); i > 0 && damaged.length > 0; i--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  private byte[] chunks(byte[] body) {
    var out = new ByteArrayOutputStream();
    var half = body.length / 2;
    for (var part :
        List.of(Arrays.copyOf(body, half), Arrays.copyOfRange(body, half, body.length))) {
      if (part.length > 0) {
        out.writeBytes((Integer.toHexString(part.length) + "\r\n").getBytes(UTF_8));
        out.writeBytes(part);
        out.writeBytes("\r\n".getBytes(UTF_8));
      }
    }
    out.writeBytes("0\r\n\r\n".getBytes(UTF_8));
    return out.toByteArray();
  }

  byte[] bytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
