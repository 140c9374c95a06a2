package io.coxswain.kubelet.env;

import io.coxswain.api.core.v1.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The variables that tell a container where Services are, in Docker's old link style. */
public final class ServiceVariables {
  private ServiceVariables() {}

  /**
   * @param links whether the Services of the pod's own namespace are wanted; the API server's
   *     always is
   */
  public static Map<String, String> of(List<Service> services, String namespace, boolean links) {
    var result = new LinkedHashMap<String, String>();
    for (var service : services) {
      var api = service.namespace().equals("default") && service.name().equals("kubernetes");
      var own = links && service.namespace().equals(namespace);
      if ((api || own) && hasAddress(service)) {
        if (api && result.containsKey("KUBERNETES_SERVICE_HOST") && !own) {
          continue;
        }
        add(result, service);
      }
    }
    return result;
  }

  private static boolean hasAddress(Service service) {
    var ip = service.spec().clusterIP();
    return ip != null && !ip.isEmpty() && !ip.equals("None") && !service.spec().ports().isEmpty();
  }

  private static void add(Map<String, String> result, Service service) {
    var prefix = variable(service.name());
    var ip = Objects.requireNonNull(service.spec().clusterIP());
    var host = ip.contains(":") ? "[" + ip + "]" : ip;
    var ports = service.spec().ports();
    result.put(prefix + "_SERVICE_HOST", ip);
    result.put(prefix + "_SERVICE_PORT", ports.getFirst().port().toString());
    for (var port : ports) {
      if (port.name() != null && !port.name().isEmpty()) {
        result.put(prefix + "_SERVICE_PORT_" + variable(port.name()), port.port().toString());
      }
    }
    for (var i = 0; i < ports.size(); i++) {
      var port = ports.get(i);
      var protocol = Objects.requireNonNullElse(port.protocol(), "TCP");
      var lower = protocol.toLowerCase(Locale.ROOT);
      var url = lower + "://" + host + ":" + port.port();
      if (i == 0) {
        result.put(prefix + "_PORT", url);
      }
      var portPrefix = prefix + "_PORT_" + port.port() + "_" + protocol;
      result.put(portPrefix, url);
      result.put(portPrefix + "_PROTO", lower);
      result.put(portPrefix + "_PORT", port.port().toString());
      result.put(portPrefix + "_ADDR", ip);
    }
  }

  private static String variable(String name) {
    return name.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
