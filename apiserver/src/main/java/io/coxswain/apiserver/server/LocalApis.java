package io.coxswain.apiserver.server;

import io.coxswain.api.apiregistration.v1.APIService;
import io.coxswain.api.apiregistration.v1.APIService.APIServiceSpec;
import io.coxswain.api.apiregistration.v1.APIServiceBuilder;
import io.coxswain.api.apiregistration.v1.APIServiceSpecBuilder;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.api.schema.Kinds;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an APIService for each group and version that this server serves, as upstream's
 * autoregistration does: those of built-in groups stay, those of custom resources go with them.
 */
final class LocalApis {
  /** Tells how long the server takes care of an APIService. */
  private static final String LABEL = "kube-aggregator.kubernetes.io/automanaged";

  private static final String WHILE_SERVED = "true";
  private static final String ONCE = "onstart";

  /** Places of groups among groups, upstream's numbers. */
  private static final Map<String, Integer> GROUPS =
      Map.ofEntries(
          Map.entry("", 18000),
          Map.entry("apps", 17800),
          Map.entry("events.k8s.io", 17750),
          Map.entry("authentication.k8s.io", 17700),
          Map.entry("authorization.k8s.io", 17600),
          Map.entry("autoscaling", 17500),
          Map.entry("batch", 17400),
          Map.entry("certificates.k8s.io", 17300),
          Map.entry("networking.k8s.io", 17200),
          Map.entry("policy", 17100),
          Map.entry("rbac.authorization.k8s.io", 17000),
          Map.entry("storage.k8s.io", 16800),
          Map.entry("apiextensions.k8s.io", 16700),
          Map.entry("admissionregistration.k8s.io", 16700),
          Map.entry("scheduling.k8s.io", 16600),
          Map.entry("coordination.k8s.io", 16500),
          Map.entry("node.k8s.io", 16300),
          Map.entry("discovery.k8s.io", 16200),
          Map.entry("resource.k8s.io", 16200),
          Map.entry("flowcontrol.apiserver.k8s.io", 16100));

  /** Places of versions in their groups that are not {@link #USUAL_VERSION}. */
  private static final Map<String, Integer> VERSIONS =
      Map.of("v1.", 1, "v2.autoscaling", 30, "v1.flowcontrol.apiserver.k8s.io", 21);

  private static final int USUAL_VERSION = 15;
  private static final int CUSTOM_GROUP = 1000;
  private static final int CUSTOM_VERSION = 100;

  /** The aggregator's own group has no APIService. */
  private static final String AGGREGATOR = "apiregistration.k8s.io";

  private final OwnClient client;
  private final Supplier<Kinds> kinds;
  private @Nullable Kinds done;

  LocalApis(OwnClient client, Supplier<Kinds> kinds) {
    this.client = client;
    this.kinds = kinds;
  }

  /** Whether other kinds are served than when it was done last. */
  boolean areStale() {
    return kinds.get() != done;
  }

  /** Creates what is missing, corrects what is kept, and removes what is served no more. */
  void reconcile() {
    var served = kinds.get();
    var wanted = wanted(served);
    var found = new HashMap<String, APIService>();
    client.list(APIService.class).forEach(service -> found.put(service.name(), service));
    for (var service : wanted.values()) {
      var old = found.get(service.name());
      if (old == null) {
        client.write(service, false);
      } else if (isKept(old) && !old.spec().equals(service.spec())) {
        client.write(old.withSpec(service.spec()), true);
      }
    }
    for (var service : found.values()) {
      if (isKept(service) && !wanted.containsKey(service.name())) {
        client.delete(service);
      }
    }
    done = served;
  }

  private static boolean isKept(APIService service) {
    return WHILE_SERVED.equals(service.labels().get(LABEL));
  }

  private static Map<String, APIService> wanted(Kinds served) {
    var wanted = new LinkedHashMap<String, APIService>();
    for (var type : served.all()) {
      if (!type.plural().isEmpty() && !type.group().equals(AGGREGATOR)) {
        wanted.computeIfAbsent(
            type.version() + "." + type.group(), name -> local(name, type.group(), type.version()));
      }
    }
    return wanted;
  }

  private static APIService local(String name, String group, String version) {
    var place = GROUPS.get(group);
    var label = place == null ? WHILE_SERVED : ONCE;
    var metadata = ObjectMetaBuilder.builder().name(name).labels(Map.of(LABEL, label)).build();
    var inGroup = VERSIONS.getOrDefault(name, USUAL_VERSION);
    return APIServiceBuilder.builder()
        .metadata(metadata)
        .spec(
            place == null
                ? spec(group, version, CUSTOM_GROUP, CUSTOM_VERSION)
                : spec(group, version, place, inGroup))
        .build();
  }

  private static APIServiceSpec spec(String group, String version, int place, int inGroup) {
    return APIServiceSpecBuilder.builder()
        .group(group.isEmpty() ? null : group)
        .version(version)
        .groupPriorityMinimum(place)
        .versionPriority(inGroup)
        .build();
  }
}
