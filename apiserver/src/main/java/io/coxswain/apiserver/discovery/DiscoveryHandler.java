package io.coxswain.apiserver.discovery;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.aggregation.Extensions;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /api}, {@code /apis}, {@code /api/v1}, {@code /apis/GROUP} and {@code
 * /apis/GROUP/VERSION}. Documents are built on first request and kept until the kinds change. Safe
 * for concurrent use.
 */
public final class DiscoveryHandler {
  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=%s;as=APIGroupDiscoveryList";

  private final Supplier<Kinds> kinds;
  private final Supplier<Extensions.Snapshot> extensions;
  private volatile @Nullable Documents documents;

  /** Discovery of what this server serves, and others behind it. */
  public DiscoveryHandler(Supplier<Kinds> kinds, Supplier<Extensions.Snapshot> extensions) {
    this.kinds = kinds;
    this.extensions = extensions;
  }

  /** Discovery of what this server serves alone. */
  public DiscoveryHandler(Supplier<Kinds> kinds) {
    this(kinds, () -> Extensions.Snapshot.EMPTY);
  }

  /** Whether a path is one of discovery's. */
  public static boolean handles(String path) {
    var parts = segments(path);
    return !parts.isEmpty()
        && (parts.getFirst().equals("api") && parts.size() <= 2
            || parts.getFirst().equals("apis") && parts.size() <= 3);
  }

  public ApiResponse handle(ApiRequest request) {
    var current = documents();
    var parts = segments(request.info().path());
    var root = parts.size() == 1;
    var version = root ? aggregatedVersion(request.header("accept")) : null;
    if (version != null) {
      return current.aggregated(parts.getFirst(), version).answer(request);
    }
    if (root && parts.getFirst().equals("api")) {
      return bytes(Json.bytes(LegacyDocuments.coreVersions(request.header("host"))));
    }
    var body = current.legacy(String.join("/", parts));
    return body == null
        ? new ApiResponse.BytesResponse(
            404,
            "text/plain; charset=utf-8",
            "404 page not found\n".getBytes(StandardCharsets.UTF_8),
            List.of())
        : bytes(body);
  }

  private Documents documents() {
    var wanted = kinds.get();
    var others = extensions.get();
    var current = documents;
    if (current == null || current.kinds != wanted || current.extensions != others) {
      current = new Documents(wanted, others);
      documents = current;
    }
    return current;
  }

  private static ApiResponse bytes(byte[] body) {
    return new ApiResponse.BytesResponse(
        200, "application/json", body, List.of(), Map.of("Vary", "Accept"));
  }

  /** The newest aggregated version that a client prefers over plain JSON, null for none. */
  static @Nullable String aggregatedVersion(String accept) {
    for (var range : accept.split(",")) {
      var parameters = new ArrayList<String>();
      for (var part : range.split(";", -1)) {
        parameters.add(part.strip());
      }
      var type = parameters.getFirst();
      if (!type.equals("application/json")
          && !type.equals("*/*")
          && !type.equals("application/*")) {
        continue;
      }
      if (!parameters.contains("as=APIGroupDiscoveryList")) {
        return null;
      }
      if (parameters.contains("g=apidiscovery.k8s.io")) {
        if (parameters.contains("v=v2")) {
          return "v2";
        }
        if (parameters.contains("v=v2beta1")) {
          return "v2beta1";
        }
      }
    }
    return null;
  }

  private static List<String> segments(String path) {
    var parts = new ArrayList<String>();
    for (var part : path.split("/")) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** A document with the digest clients send back to ask whether it changed. */
  private record Tagged(String contentType, byte[] body, String etag) {
    ApiResponse answer(ApiRequest request) {
      var headers = Map.of("ETag", etag, "Vary", "Accept", "Cache-Control", "public");
      return request.header("if-none-match").equals(etag)
          ? new ApiResponse.BytesResponse(304, contentType, new byte[0], List.of(), headers)
          : new ApiResponse.BytesResponse(200, contentType, body, List.of(), headers);
    }
  }

  /** What was built for one set of kinds. */
  private static final class Documents {
    final Kinds kinds;
    final Extensions.Snapshot extensions;
    private final List<ServedGroup> groups;
    private final Map<String, ServedGroup> byName;
    private final Map<String, Tagged> aggregated = new ConcurrentHashMap<>();
    private final Map<String, byte[]> legacy = new ConcurrentHashMap<>();

    Documents(Kinds kinds, Extensions.Snapshot extensions) {
      this.kinds = kinds;
      this.extensions = extensions;
      groups = ServedGroup.of(kinds, extensions);
      byName = ServedGroup.byName(groups);
    }

    Tagged aggregated(String root, String version) {
      return aggregated.computeIfAbsent(
          root + "/" + version,
          key -> {
            var shown =
                groups.stream()
                    .filter(group -> group.name().isEmpty() == root.equals("api"))
                    .toList();
            var body = Json.bytes(AggregatedDocument.of(version, shown));
            return new Tagged(
                AGGREGATED.formatted(version), body, "\"" + Digests.hash(body) + "\"");
          });
    }

    /** The document of a path without its leading slash; null where nothing is served. */
    byte @Nullable [] legacy(String path) {
      var known = legacy.get(path);
      if (known != null) {
        return known;
      }
      var built = build(path.split("/"));
      if (built != null) {
        legacy.put(path, built);
      }
      return built;
    }

    private byte @Nullable [] build(String[] parts) {
      if (parts[0].equals("apis") && parts.length == 1) {
        return Json.bytes(
            LegacyDocuments.groupList(groups.stream().filter(g -> !g.name().isEmpty()).toList()));
      }
      var core = parts[0].equals("api");
      var group = byName.get(core ? "" : parts[1]);
      if (group == null) {
        return null;
      }
      if (!core && parts.length == 2) {
        return Json.bytes(LegacyDocuments.group(group));
      }
      var version = parts[parts.length - 1];
      return group.versions().get(version) instanceof ServedVersion.Own(var types)
          ? Json.bytes(
              LegacyDocuments.resourceList(core ? version : group.name() + "/" + version, types))
          : null;
    }
  }
}
