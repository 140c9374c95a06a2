package io.coxswain.apiserver.openapi;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.aggregation.Extensions;
import io.coxswain.apiserver.discovery.Digests;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.request.ApiResponse.BytesResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers {@code /openapi/v2}, {@code /openapi/v3} and {@code /openapi/v3/...}. Documents are built
 * on first request and kept until the kinds change. Safe for concurrent use.
 */
public final class OpenApiHandler {
  /** The content type of version 2 as protobuf; {@code spec.v2@v1.0} means the same. */
  static final String PROTOBUF = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

  private static final String OLD_PROTOBUF =
      "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

  private final Supplier<Kinds> kinds;
  private final Supplier<Extensions.Snapshot> extensions;
  private final String serverVersion;
  private @Nullable Documents documents; // guarded by this

  /** Answers for the kinds served at the time; the version is that of {@code /version}. */
  public OpenApiHandler(Supplier<Kinds> kinds, String serverVersion) {
    this(kinds, () -> Extensions.Snapshot.EMPTY, serverVersion);
  }

  /** As above, with what other servers serve. */
  public OpenApiHandler(
      Supplier<Kinds> kinds, Supplier<Extensions.Snapshot> extensions, String serverVersion) {
    this.kinds = kinds;
    this.extensions = extensions;
    this.serverVersion = serverVersion;
  }

  /** Whether a path is one of OpenAPI's. */
  public static boolean handles(String path) {
    return path.equals("/openapi/v2")
        || path.equals("/openapi/v3")
        || path.startsWith("/openapi/v3/");
  }

  public ApiResponse handle(ApiRequest request) {
    var path = request.info().path();
    if (path.equals("/openapi/v2")) {
      return v2(request);
    }
    if (path.equals("/openapi/v3") || path.equals("/openapi/v3/")) {
      return current().index().answer(request, false);
    }
    var document = current().v3(path.substring("/openapi/v3/".length()));
    if (document == null) {
      return plain(404, "404 page not found\n");
    }
    var hash = request.parameter("hash");
    return document.answer(request, document.hash().equals(hash));
  }

  private ApiResponse v2(ApiRequest request) {
    var accept = request.header("accept");
    for (var range : accept.isEmpty() ? new String[] {"*/*"} : accept.split(",")) {
      switch (range.split(";", -1)[0].strip()) {
        case "application/json", "application/*", "*/*" -> {
          return current().v2().answer(request, false);
        }
        case PROTOBUF, OLD_PROTOBUF -> {
          return current().v2Protobuf().answer(request, false);
        }
        default -> {
          // another format that we do not have; the next may be
        }
      }
    }
    return plain(406, "only application/json and " + OLD_PROTOBUF + " are served\n");
  }

  private synchronized Documents current() {
    var wanted = kinds.get();
    var others = extensions.get();
    var known = documents;
    if (known == null || known.kinds != wanted || known.extensions != others) {
      known = new Documents(wanted, others, serverVersion);
      documents = known;
    }
    return known;
  }

  private static ApiResponse plain(int code, String text) {
    return new BytesResponse(
        code, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), List.of());
  }

  /** A document and the digest of its content. */
  private record Document(String contentType, byte[] body, String hash) {
    static Document json(JsonNode tree) {
      return of("application/json", Json.bytes(tree));
    }

    static Document of(String contentType, byte[] body) {
      return new Document(contentType, body, Digests.hash(body));
    }

    /** The document, or 304 for a client that has it; {@code forever} where its URL names it. */
    ApiResponse answer(ApiRequest request, boolean forever) {
      var etag = "\"" + hash + "\"";
      var headers = new HashMap<>(Map.of("ETag", etag, "Vary", "Accept"));
      headers.put("Cache-Control", forever ? "public, immutable" : "no-cache, private");
      return request.header("if-none-match").equals(etag)
          ? new BytesResponse(304, contentType, new byte[0], List.of(), Map.copyOf(headers))
          : new BytesResponse(200, contentType, body, List.of(), Map.copyOf(headers));
    }
  }

  /** What was built for one set of kinds; each document is built once, on its first request. */
  private static final class Documents {
    final Kinds kinds;
    final Extensions.Snapshot extensions;
    private final String serverVersion;
    private final Map<String, List<ResourceType>> versions = new TreeMap<>();
    private final Map<String, Document> built = new HashMap<>(); // guarded by this

    Documents(Kinds kinds, Extensions.Snapshot extensions, String serverVersion) {
      this.kinds = kinds;
      this.extensions = extensions;
      this.serverVersion = serverVersion;
      for (var type : kinds.all()) {
        if (!type.plural().isEmpty()) {
          var path = type.basePath().substring(1);
          versions.computeIfAbsent(path, key -> new ArrayList<>()).add(type);
        }
      }
      OpenApiDocuments.leading(kinds).forEach(path -> versions.put(path, List.of()));
      for (var served : extensions.all()) {
        var v3 = served.openApi().v3();
        if (v3 != null) {
          var path = "apis/" + served.extension().groupVersion();
          versions.put(path, List.of());
          built.put(path, Document.of("application/json", v3));
        }
      }
    }

    synchronized Document index() {
      var known = built.get("index");
      if (known == null) {
        known = Document.json(buildIndex());
        built.put("index", known);
      }
      return known;
    }

    synchronized Document v2() {
      return built.computeIfAbsent("v2", key -> Document.json(buildV2()));
    }

    synchronized Document v2Protobuf() {
      return built.computeIfAbsent(
          "v2/protobuf", key -> Document.of(PROTOBUF, GnosticWriter.document(buildV2())));
    }

    /** The document of {@code api/v1}, {@code apis/GROUP/VERSION}...; null for other paths. */
    synchronized @Nullable Document v3(String path) {
      var types = versions.get(path);
      if (types == null) {
        return null;
      }
      return built.computeIfAbsent(
          path,
          key -> {
            var leading = types.isEmpty() ? OpenApiDocuments.v3(kinds, path, serverVersion) : null;
            return Document.json(
                leading != null ? leading : OpenApiDocuments.v3(kinds, types, serverVersion));
          });
    }

    private JsonNode buildIndex() {
      var index = Json.mapper().createObjectNode();
      var paths = index.putObject("paths");
      for (var path : versions.keySet()) {
        var document = v3(path);
        if (document != null) {
          paths
              .putObject(path)
              .put("serverRelativeURL", "/openapi/v3/" + path + "?hash=" + document.hash());
        }
      }
      return index;
    }

    private JsonNode buildV2() {
      var document = OpenApiDocuments.v2(kinds, kinds.all(), serverVersion);
      for (var served : extensions.all()) {
        var v2 = served.openApi().v2();
        if (v2 != null) {
          OpenApiDocuments.merge(document, v2, "/apis/" + served.extension().groupVersion() + "/");
        }
      }
      return document;
    }
  }
}
