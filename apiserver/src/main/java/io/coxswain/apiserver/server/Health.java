package io.coxswain.apiserver.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** {@code /healthz}, {@code /livez} and {@code /readyz}, each a list of named checks. */
public final class Health {
  private final Map<String, BooleanSupplier> live;
  private final Map<String, BooleanSupplier> ready;

  /** The checks of readiness contain those of liveness. */
  public Health(Map<String, BooleanSupplier> live, Map<String, BooleanSupplier> more) {
    this.live = new LinkedHashMap<>(live);
    this.ready = new LinkedHashMap<>(live);
    this.ready.putAll(more);
  }

  static boolean handles(String path) {
    var parts = path.split("/");
    return parts.length > 1 && List.of("healthz", "livez", "readyz").contains(parts[1]);
  }

  /** Whether every check of readiness passes. */
  public boolean isReady() {
    return ready.values().stream().allMatch(BooleanSupplier::getAsBoolean);
  }

  ApiResponse handle(ApiRequest request) {
    var parts = request.info().path().split("/");
    var name = parts[1];
    var checks = name.equals("livez") ? live : ready;
    if (parts.length > 2) {
      var one = checks.get(parts[2]);
      return one == null
          ? text(404, "404 page not found\n")
          : text(one.getAsBoolean() ? 200 : 500, one.getAsBoolean() ? "ok" : "not ok");
    }
    var report = new StringBuilder();
    var failed = false;
    var excluded = request.query().getOrDefault("exclude", List.of());
    for (var check : checks.entrySet()) {
      if (excluded.contains(check.getKey())) {
        report.append("[+]").append(check.getKey()).append(" excluded: ok\n");
      } else if (check.getValue().getAsBoolean()) {
        report.append("[+]").append(check.getKey()).append(" ok\n");
      } else {
        failed = true;
        report.append("[-]").append(check.getKey()).append(" failed: reason withheld\n");
      }
    }
    report.append(name).append(failed ? " check failed\n" : " check passed\n");
    var verbose = request.parameter("verbose") != null;
    return failed ? text(500, report.toString()) : text(200, verbose ? report.toString() : "ok");
  }

  private static ApiResponse text(int code, String text) {
    return new ApiResponse.BytesResponse(
        code, "text/plain; charset=utf-8", text.getBytes(UTF_8), List.of());
  }
}
