package io.coxswain.apiserver.registry.admission.policy;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.admission.cel.TypeCheck;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import io.coxswain.apiserver.watch.ResourceCache;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes into each policy's status what checking its types found (upstream's
 * validatingadmissionpolicy-status controller; here because only the API server knows CEL). A
 * thread of its own sleeps until a policy changes. Every API server runs one: writes are
 * optimistic.
 */
public final class PolicyStatuses implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyStatuses.class);
  private static final String GROUP = "admissionregistration.k8s.io";
  private static final String PLURAL = "validatingadmissionpolicies";
  private static final UserInfo SELF =
      new UserInfo(
          "system:apiserver", "", List.of("system:masters", "system:authenticated"), Map.of());

  private final ResourceCache policies;
  private final Supplier<Kinds> served;
  private final Function<ApiRequest, ApiResponse> registry;
  private final Semaphore changed = new Semaphore(1);
  private final Thread thread;
  private volatile boolean closed;

  private PolicyStatuses(
      ResourceCache policies, Supplier<Kinds> served, Function<ApiRequest, ApiResponse> registry) {
    this.policies = policies;
    this.served = served;
    this.registry = registry;
    thread = Thread.ofVirtual().name("policy-statuses").unstarted(this::run);
  }

  /** Begins to follow the policies. */
  public static PolicyStatuses start(
      ResourceCache policies, Supplier<Kinds> served, Function<ApiRequest, ApiResponse> registry) {
    var statuses = new PolicyStatuses(policies, served, registry);
    policies.onChange(statuses.changed::release);
    statuses.thread.start();
    return statuses;
  }

  private void run() {
    while (!closed) {
      try {
        changed.acquire();
        changed.drainPermits();
        for (var entry : policies.entries("")) {
          update((ObjectNode) Json.tree(entry.json()));
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.warn("the status of admission policies is not current", e);
        }
      }
    }
  }

  private void update(ObjectNode policy) {
    var generation = policy.path("metadata").path("generation").asLong(0);
    var status = Trees.child(policy, "status");
    if (status.path("observedGeneration").asLong(0) == generation) {
      return;
    }
    Trees.put(status, "observedGeneration", generation);
    var checking = status.putObject("typeChecking");
    var warnings = TypeCheck.warnings(policy.path("spec"), served.get());
    if (!warnings.isEmpty()) {
      checking.set("expressionWarnings", warnings);
    }
    var name = Trees.name(policy);
    var path = "/apis/" + GROUP + "/v1/" + PLURAL + "/" + name + "/status";
    var info = new RequestInfo(true, path, "update", GROUP, "v1", "", PLURAL, "status", name);
    var headers = Map.of("content-type", "application/json", "user-agent", "kube-apiserver");
    var body = Json.bytes(policy);
    if (registry.apply(new ApiRequest("PUT", info, Map.of(), headers, body, SELF))
        instanceof ApiResponse.Failure failure) {
      LOG.debug("status of policy {}: {}", name, failure.status().message());
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
