package io.coxswain.dns.zone;

import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Optional;

/** What the zone is made of, as it is now. Addresses are in canonical text form. */
public interface Directory {
  boolean hasNamespace(String name);

  Optional<Service> service(String namespace, String name);

  /** The slices of a Service. */
  List<EndpointSlice> slices(String namespace, String service);

  /** The Services with this ClusterIP. */
  List<Service> servicesAt(String clusterIP);

  /** The slices with an endpoint at this address. */
  List<EndpointSlice> slicesAt(String address);

  /** Whether a pod with this address is in the namespace. */
  boolean hasPod(String namespace, String address);
}
