package io.coxswain.apiserver.registry;

import io.coxswain.api.meta.v1.Status;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.custom.Conversions;
import io.coxswain.apiserver.custom.ServedKinds;
import io.coxswain.apiserver.discovery.ResourceVerbs;
import io.coxswain.apiserver.registry.admission.Admission;
import io.coxswain.apiserver.registry.admission.AdmissionTimes;
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
import io.coxswain.apiserver.registry.admission.StorageObjectInUseProtection;
import io.coxswain.apiserver.registry.admission.StoreLookup;
import io.coxswain.apiserver.registry.decode.Decoded;
import io.coxswain.apiserver.registry.decode.Decoder;
import io.coxswain.apiserver.registry.quota.QuotaReservations;
import io.coxswain.apiserver.registry.service.ServiceReservations;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import io.coxswain.apiserver.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Handles every request that changes something: create, update, patch, delete, deletecollection and
 * the subresources of the write path. Safe for concurrent use; calls block.
 */
public final class Registry {
  private final ServedKinds served;
  private final InstantSource clock;
  private final Conversions conversions;
  private final Admitting admitting;
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
  private final AdmissionTimes admissionTimes;

  /** A registry that nothing extends. */
  public Registry(
      ServedKinds served,
      Store store,
      RegistryOptions options,
      InstantSource clock,
      RandomGenerator random,
      Security security) {
    this(served, store, options, clock, random, security, RegistryExtensions.NONE);
  }

  public Registry(
      ServedKinds served,
      Store store,
      RegistryOptions options,
      InstantSource clock,
      RandomGenerator random,
      Security security,
      RegistryExtensions extensions) {
    this.served = served;
    conversions = extensions.conversions();
    var kinds = served.get();
    this.clock = clock;
    bodies = new Bodies(new Decoder());
    var strategies = new Strategies(BuiltInStrategies.ALL);
    var preparation = new Preparation(random);
    var lookup = new StoreLookup(store);
    var admission = extensions.admission().apply(lookup);
    admitting = new Admitting(admission, served::get, conversions, strategies, bodies);
    var pipeline =
        new Pipeline(strategies, admissions(lookup, random, security), admitting, preparation);
    admissionTimes = pipeline.times();
    services = new ServiceReservations(store, options, random);
    var reservations =
        new JointReservations(List.of(services, new QuotaReservations(store, lookup)));
    var loop = new UpdateLoop(pipeline, strategies, reservations, store);
    var ownership =
        new Ownership((g, v, p) -> served.get().byResource(g, v, p), strategies, conversions);
    create = new Create(bodies, strategies, pipeline, preparation, reservations, ownership, store);
    update = new Update(bodies, strategies, ownership, loop, create);
    var apply = new Apply(bodies, strategies, ownership, loop, create, security);
    patch = new Patch(bodies, strategies, ownership, loop, apply);
    delete = new Delete(bodies, pipeline, strategies, reservations, store);
    deleteCollection = new DeleteCollection(delete, store);
    reviews = new Reviews(bodies, security, admitting);
    componentStatuses = new ComponentStatuses(store);
    subresources =
        new Subresources(
            store,
            update,
            patch,
            new Scale(bodies, ownership, loop, admitting, store, kinds),
            new Binding(bodies, loop, admitting, kinds),
            new Eviction(bodies, delete, new DisruptionBudgets(store, kinds), admitting),
            new TokenRequests(bodies, store, kinds, security.issuer(), admitting));
  }

  /** Makes the addresses and ports of services and what is noted of them agree again. */
  public void repairServices() {
    services.repair(clock.instant());
  }

  /** How long admission takes. */
  public AdmissionTimes admissionTimes() {
    return admissionTimes;
  }

  /** Handles one request; failures are answers. Broken I/O is an exception. */
  public ApiResponse handle(ApiRequest request) {
    var info = request.info();
    var type = served.get().byResource(info.group(), info.version(), info.resource());
    if (type.isEmpty()) {
      return ApiResponse.failure(Statuses.unknownPath());
    }
    var call = new Call(request, type.get(), clock.instant(), conversions);
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
    if (isMisplaced(info, type.get())) {
      return ApiResponse.failure(Statuses.unknownPath());
    }
    try {
      return info.subresource().isEmpty() ? object(call) : subresources.handle(call);
    } catch (Conversions.FailedException e) {
      return call.refuse(new Refusal.Unclassified(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Asks webhooks and policies about a connection to a pod, a Service or a node.
   *
   * @param warnings takes what the client is to be told
   * @return why there must be none; null where it may be opened
   */
  public @Nullable Status connect(
      RequestInfo info, UserInfo user, Map<String, List<String>> query, Consumer<String> warnings) {
    var type = served.get().byResource(info.group(), info.version(), info.resource());
    if (type.isEmpty()) {
      return null;
    }
    var refusal = admitting.connection(info, user, Connections.options(info, query), warnings);
    return refusal == null ? null : Statuses.of(refusal, type.get(), info.name());
  }

  /**
   * Whether a path is none of its resource: it looks in a namespace for what is in none, or outside
   * of namespaces for one object that is in one.
   */
  private static boolean isMisplaced(RequestInfo info, ResourceType type) {
    return !info.isPathOf(type) || type.custom() != null && !info.isPlaced(type);
  }

  /**
   * Whether a path takes a method: collections are created in and emptied, objects are changed and
   * deleted, both inside their namespace where they have one. Namespaces go one by one.
   */
  private static boolean isRouted(RequestInfo info, ResourceType type) {
    var whole = info.verb().equals("create");
    return info.isPlaced(type)
        && (info.verb().equals("deletecollection") || whole == info.name().isEmpty())
        && ResourceVerbs.of(type).contains(info.verb());
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
    var info = call.request().info();
    if (!isRouted(info, call.type())) {
      return call.type().custom() == null
          ? ApiResponse.failure(Statuses.methodNotAllowed())
          : call.refuse(new Refusal.MethodNotAllowed(info.verb()));
    }
    return switch (info.verb()) {
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
        new StorageObjectInUseProtection(),
        new DefaultIngressClass(lookup),
        new RoleEscalation(security.authorizer(), security.rules()));
  }
}
