package io.coxswain.apiserver.registry.service;

import io.coxswain.api.Json;
import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.RegistryOptions;
import io.coxswain.apiserver.registry.Reservations;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives services their cluster addresses and node ports. */
public final class ServiceReservations implements Reservations {
  private static final String SERVICES = "/registry/services/specs/";

  private final Store store;
  private final ServiceRanges ranges;
  private final RegistryOptions.PortRange nodePorts;
  private final RandomGenerator random;
  private final Claims addressClaims;
  private final Claims portClaims;
  private final AtomicBoolean repaired = new AtomicBoolean();

  public ServiceReservations(Store store, RegistryOptions options, RandomGenerator random) {
    this.store = store;
    this.ranges = new ServiceRanges(store, options.serviceCidrs());
    this.nodePorts = options.nodePorts();
    this.random = random;
    this.addressClaims = Claims.ofAddresses(store, random);
    this.portClaims = Claims.ofPorts(store);
  }

  @Override
  public Reservation reserve(Call call, ObjectNode object, @Nullable ObjectNode old) {
    if (!isService(call) || !call.subresource().isEmpty()) {
      return NOTHING;
    }
    if (repaired.compareAndSet(false, true)) {
      repair(call.now());
    }
    var errors = new Errors();
    var needs = ServiceNeeds.of(object);
    if (needs.families()) {
      IpFamilies.apply(object, ranges.families(), errors);
    }
    var taken = new Taken(owner(object), old, call.now(), call.dryRun());
    if (errors.isEmpty() && needs.addresses()) {
      new AddressTaking(ranges.now(), addressClaims, random, taken, this::holdsAddress)
          .take(object, errors);
    }
    if (errors.isEmpty() && (needs.nodePorts() || needs.healthCheckPort())) {
      new PortTaking(nodePorts, portClaims, random, taken, this::holdsPort)
          .take(object, needs, errors);
    }
    if (!errors.isEmpty()) {
      taken.giveBack(addressClaims, portClaims);
      return new Refused(new Refusal.Invalid(Trees.name(object), errors.list()));
    }
    return new Held(object, old, taken);
  }

  @Override
  public void release(Call call, ObjectNode object) {
    if (isService(call)) {
      var owner = owner(object);
      addresses(object).forEach(address -> addressClaims.release(address, owner));
      ports(object).forEach(port -> portClaims.release(port, owner));
    }
  }

  /** Makes claims and services agree again, after a crash between the two. */
  public void repair(Instant now) {
    for (var stored : store.range(SERVICES, null, 0, 0).items()) {
      var service = (ObjectNode) Json.tree(stored.value());
      var owner = owner(service);
      addresses(service).forEach(address -> addressClaims.claim(address, owner, now));
      ports(service).forEach(port -> portClaims.claim(port, owner, now));
    }
    addressClaims.repair(now, (address, claim) -> holdsAddress(claim, address));
    portClaims.repair(now, (port, claim) -> holdsPort(claim, port));
  }

  private static boolean isService(Call call) {
    return call.type().group().isEmpty() && call.type().plural().equals("services");
  }

  private static String owner(ObjectNode service) {
    return Trees.meta(service, "namespace") + "/" + Trees.name(service);
  }

  private boolean holdsAddress(JsonNode claim, String address) {
    var service = service(claim);
    return service != null && addresses(service).contains(address);
  }

  private boolean holdsPort(JsonNode claim, String port) {
    var service = service(claim);
    return service != null && ports(service).contains(port);
  }

  private @Nullable ObjectNode service(JsonNode claim) {
    var stored = store.get(SERVICES + Claims.owner(claim));
    return stored == null ? null : (ObjectNode) Json.tree(stored.value());
  }

  /** The addresses a service has; {@code None} is not one. */
  static List<String> addresses(ObjectNode service) {
    return IpFamilies.texts(Trees.child(service, "spec"), "clusterIPs").stream()
        .filter(address -> !address.isEmpty() && !address.equals("None"))
        .map(IpRange::canonical)
        .toList();
  }

  /** The node ports a service has, without repetitions. */
  static List<String> ports(ObjectNode service) {
    var ports = new TreeSet<Integer>();
    service.path("spec").path("ports").forEach(port -> ports.add(port.path("nodePort").asInt(0)));
    ports.add(service.path("spec").path("healthCheckNodePort").asInt(0));
    ports.remove(0);
    return ports.stream().map(String::valueOf).toList();
  }

  /**
   * Claims of one request; what the old service had and the new one has not goes back when kept.
   */
  private final class Held implements Reservation {
    private final ObjectNode object;
    private final @Nullable ObjectNode old;
    private final Taken taken;
    private boolean kept;

    Held(ObjectNode object, @Nullable ObjectNode old, Taken taken) {
      this.object = object;
      this.old = old;
      this.taken = taken;
    }

    @Override
    public void keep() {
      kept = true;
    }

    @Override
    public void close() {
      if (!kept) {
        taken.giveBack(addressClaims, portClaims);
      } else if (old != null) {
        var owner = owner(object);
        var addresses = addresses(object);
        addresses(old).stream()
            .filter(address -> !addresses.contains(address))
            .forEach(address -> addressClaims.release(address, owner));
        var ports = ports(object);
        ports(old).stream()
            .filter(port -> !ports.contains(port))
            .forEach(port -> portClaims.release(port, owner));
      }
    }
  }
}
