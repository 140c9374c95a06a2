package io.coxswain.apiserver.http;

import io.coxswain.apiserver.request.RequestInfo;
import java.util.List;

/** Advice to those who use what upstream has deprecated, sent with every answer. */
final class Deprecations {
  private static final List<String> ENDPOINTS =
      List.of("v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice");
  private static final List<String> COMPONENT_STATUSES =
      List.of("v1 ComponentStatus is deprecated in v1.19+");

  private Deprecations() {}

  static List<String> of(RequestInfo info) {
    if (!info.isResource() || !info.group().isEmpty()) {
      return List.of();
    }
    return switch (info.resource()) {
      case "endpoints" -> ENDPOINTS;
      case "componentstatuses" -> COMPONENT_STATUSES;
      default -> List.of();
    };
  }
}
