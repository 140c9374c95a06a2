package io.coxswain.apiserver.registry;

import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.registry.admission.Admission;
import io.coxswain.apiserver.registry.admission.DefaultStorageClass;
import io.coxswain.apiserver.registry.admission.DefaultTolerationSeconds;
import io.coxswain.apiserver.registry.admission.Lookup;
import io.coxswain.apiserver.registry.admission.NamespaceLifecycle;
import io.coxswain.apiserver.registry.admission.NodeRestriction;
import io.coxswain.apiserver.registry.admission.Priority;
import io.coxswain.apiserver.registry.admission.ServiceAccountAdmission;
import io.coxswain.apiserver.registry.admission.StoreLookup;
import io.coxswain.apiserver.registry.decode.Decoder;
import io.coxswain.apiserver.registry.service.ServiceReservations;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Handles every request that changes something: create, update, patch, delete, deletecollection and
 * the subresources of the write path. Safe for concurrent use; calls block.
 */
public final class Registry {
  private final Kinds kinds;
  private final InstantSource clock;
  private final Create create;
  private final Update update;
  private final Patch patch;
  private final Delete delete;
  private final DeleteCollection deleteCollection;

  public Registry(
      Kinds kinds,
      Store store,
      RegistryOptions options,
      InstantSource clock,
      RandomGenerator random) {
    this.kinds = kinds;
    this.clock = clock;
    var decoder = new Decoder();
    var bodies = new Bodies(decoder);
    var strategies = new Strategies(BuiltInStrategies.ALL);
    var preparation = new Preparation(random);
    var pipeline =
        new Pipeline(strategies, admissions(new StoreLookup(store), random), preparation);
    var reservations = new ServiceReservations(store, options, random);
    var loop = new UpdateLoop(pipeline, strategies, reservations, store);
    create = new Create(bodies, strategies, pipeline, preparation, reservations, store);
    update = new Update(bodies, strategies, loop, create);
    patch = new Patch(bodies, strategies, loop);
    delete = new Delete(decoder, pipeline, strategies, reservations, store);
    deleteCollection = new DeleteCollection(delete, store);
  }

  /** Handles one request; failures are answers. Broken I/O is an exception. */
  public ApiResponse handle(ApiRequest request) {
    var info = request.info();
    var type = kinds.byResource(info.group(), info.version(), info.resource());
    if (type.isEmpty()) {
      return ApiResponse.failure(Statuses.unknownPath());
    }
    var call = new Call(request, type.get(), clock.instant());
    return info.subresource().isEmpty() ? object(call) : subresource(call, type.get());
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

  private ApiResponse subresource(Call call, ResourceType type) {
    var verb = call.request().info().verb();
    var finalize =
        call.subresource().equals("finalize") && type.groupResource().equals("namespaces");
    if (finalize && verb.equals("update")) {
      return update.handle(call);
    }
    if (call.subresource().equals("status") && type.subresources().contains("status")) {
      switch (verb) {
        case "update" -> {
          return update.handle(call);
        }
        case "patch" -> {
          return patch.handle(call);
        }
        default -> {
          return call.refuse(new Refusal.MethodNotAllowed(verb));
        }
      }
    }
    return ApiResponse.failure(Statuses.unknownPath());
  }

  /** In upstream's order. */
  private static List<Admission> admissions(Lookup lookup, RandomGenerator random) {
    return List.of(
        new NamespaceLifecycle(lookup),
        new ServiceAccountAdmission(lookup, random),
        new NodeRestriction(),
        new DefaultTolerationSeconds(),
        new Priority(lookup),
        new DefaultStorageClass(lookup));
  }
}
