package io.coxswain.apiserver.registry;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.custom.ServedKinds;
import io.coxswain.apiserver.registry.admission.Admission;
import io.coxswain.apiserver.registry.admission.DefaultIngressClass;
import io.coxswain.apiserver.registry.admission.DefaultStorageClass;
import io.coxswain.apiserver.registry.admission.DefaultTolerationSeconds;
import io.coxswain.apiserver.registry.admission.LimitRanger;
import io.coxswain.apiserver.registry.admission.Lookup;
import io.coxswain.apiserver.registry.admission.NamespaceLifecycle;
import io.coxswain.apiserver.registry.admission.NodeRestriction;
import io.coxswain.apiserver.registry.admission.Priority;
import io.coxswain.apiserver.registry.admission.RoleEscalation;
import io.coxswain.apiserver.registry.admission.RuntimeClassAdmission;
import io.coxswain.apiserver.registry.admission.ServiceAccountAdmission;
import io.coxswain.apiserver.registry.admission.StoreLookup;
import io.coxswain.apiserver.registry.decode.Decoded;
import io.coxswain.apiserver.registry.decode.Decoder;
import io.coxswain.apiserver.registry.quota.QuotaReservations;
import io.coxswain.apiserver.registry.service.ServiceReservations;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Handles every request that changes something: create, update, patch, delete, deletecollection and
 * the subresources of the write path. Safe for concurrent use; calls block.
 */
public final class Registry {
  private final ServedKinds served;
  private final InstantSource clock;
  private final Bodies bodies;
  private final Create create;
  private final Update update;
  private final Patch patch;
  private final Delete delete;
  private final DeleteCollection deleteCollection;
  private final Reviews reviews;
  private final Subresources subresources;
  private final ComponentStatuses componentStatuses;
  private final ServiceReservations services;

  public Registry(
      ServedKinds served,
      Store store,
      RegistryOptions options,
      InstantSource clock,
      RandomGenerator random,
      Security security) {
    this.served = served;
    var kinds = served.get();
    this.clock = clock;
    bodies = new Bodies(new Decoder());
    var strategies = new Strategies(BuiltInStrategies.ALL);
    var preparation = new Preparation(random);
    var lookup = new StoreLookup(store);
    var pipeline = new Pipeline(strategies, admissions(lookup, random, security), preparation);
    services = new ServiceReservations(store, options, random);
    var reservations =
        new JointReservations(List.of(services, new QuotaReservations(store, lookup)));
    var loop = new UpdateLoop(pipeline, strategies, reservations, store);
    var ownership = new Ownership(kinds::byResource, strategies);
    create = new Create(bodies, strategies, pipeline, preparation, reservations, ownership, store);
    update = new Update(bodies, strategies, ownership, loop, create);
    var apply = new Apply(bodies, strategies, ownership, loop, create, security);
    patch = new Patch(bodies, strategies, ownership, loop, apply);
    delete = new Delete(bodies, pipeline, strategies, reservations, store);
    deleteCollection = new DeleteCollection(delete, store);
    reviews = new Reviews(bodies, security);
    componentStatuses = new ComponentStatuses(store);
    subresources =
        new Subresources(
            store,
            update,
            patch,
            new Scale(bodies, ownership, loop, store, kinds),
            new Binding(bodies, loop, kinds),
            new Eviction(bodies, delete, new DisruptionBudgets(store, kinds)),
            new TokenRequests(bodies, store, kinds, security.issuer()));
  }

  /** Makes the addresses and ports of services and what is noted of them agree again. */
  public void repairServices() {
    services.repair(clock.instant());
  }

  /** Handles one request; failures are answers. Broken I/O is an exception. */
  public ApiResponse handle(ApiRequest request) {
    var info = request.info();
    var type = served.get().byResource(info.group(), info.version(), info.resource());
    if (type.isEmpty()) {
      return ApiResponse.failure(Statuses.unknownPath());
    }
    var call = new Call(request, type.get(), clock.instant());
    if (info.verb().equals("create") && served.isTerminating(type.get())) {
      return call.refuse(new Refusal.DefinitionTerminating());
    }
    if (type.get().groupResource().equals("componentstatuses")) {
      return componentStatuses.handle(call);
    }
    if (Reviews.isReview(call)) {
      return reviews.handle(call);
    }
    if (type.get().groupResource().equals("bindings")) {
      return bindingWithoutPath(request, type.get());
    }
    return info.subresource().isEmpty() ? object(call) : subresources.handle(call);
  }

  /** The older way to bind: the body names the pod. */
  private ApiResponse bindingWithoutPath(ApiRequest request, ResourceType type) {
    var info = request.info();
    // what can't be read names no pod, and is refused for that where it is read again
    var pod =
        bodies.decode(request, type.schema()) instanceof Decoded.Read read
            ? Trees.name(read.tree())
            : "";
    var binding =
        new RequestInfo(
            true, info.path(), info.verb(), "", "v1", info.namespace(), "pods", "binding", pod);
    return handle(
        new ApiRequest(
            request.method(),
            binding,
            request.query(),
            request.headers(),
            request.body(),
            request.user()));
  }

  private ApiResponse object(Call call) {
    return switch (call.request().info().verb()) {
      case "create" -> create.handle(call);
      case "update" -> update.handle(call);
      case "patch" -> patch.handle(call);
      case "delete" -> delete.handle(call);
      case "deletecollection" -> deleteCollection.handle(call);
      default -> call.refuse(new Refusal.MethodNotAllowed(call.request().info().verb()));
    };
  }

  /** In upstream's order. */
  private static List<Admission> admissions(
      Lookup lookup, RandomGenerator random, Security security) {
    return List.of(
        new NamespaceLifecycle(lookup),
        new LimitRanger(lookup),
        new ServiceAccountAdmission(lookup, random),
        new NodeRestriction(),
        new DefaultTolerationSeconds(),
        new Priority(lookup),
        new RuntimeClassAdmission(lookup),
        new DefaultStorageClass(lookup),
        new DefaultIngressClass(lookup),
        new RoleEscalation(security.authorizer(), security.rules()));
  }
}
