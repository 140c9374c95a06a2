package io.coxswain.apiserver.audit;

import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.api.meta.v1.Status;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;

/** Events of tests. */
public final class AuditEvents {
  private static final MicroTime TIME = new MicroTime(Instant.parse("2026-01-02T03:04:05.678900Z"));

  private AuditEvents() {}

  /** A config map was created, with so much text in it. */
  public static AuditEvent event(String id, int size) {
    var info =
        new RequestInfo(true, "/p", "create", "", "v1", "shop", "configmaps", "", "settings");
    var user = new UserInfo("jane", "", List.of("dev", "ops"), Map.of());
    var request =
        new AuditRequest(id, "/p?a=\"b\"", user, info, List.of("10.0.0.1"), "test/1", TIME);
    return new AuditEvent(
        Level.REQUEST,
        Stage.RESPONSE_COMPLETE,
        request,
        null,
        request.target(),
        new Status(null, null, null, null, null, 201),
        JsonNodeFactory.instance.objectNode().put("data", "x".repeat(size)),
        null,
        TIME,
        new TreeMap<>());
  }
}
