package io.coxswain.client.runtime;

import io.coxswain.api.Json;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.DeleteOptions.Preconditions;
import io.coxswain.api.meta.v1.DeleteOptionsBuilder;
import io.coxswain.client.ApiException;
import io.coxswain.client.EventRecorder;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.MergePatches;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.Patch;
import io.coxswain.client.ResourceClient;
import io.coxswain.client.Timers;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out plans against an API server. Creations start slowly: one, then two, four and so on,
 * ending with the first batch that meets a refusal, so that a full quota costs one request and not
 * five hundred. Thread-safe.
 */
final class PlanExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(PlanExecutor.class);
  private static final int MOST_AT_ONCE = 64;

  private final KubernetesClient client;
  private final Expectations expectations;
  private final EventRecorder events;
  private final Timers timers;
  private final String source;

  PlanExecutor(
      KubernetesClient client,
      Expectations expectations,
      EventRecorder events,
      Timers timers,
      String source) {
    this.client = client;
    this.expectations = expectations;
    this.events = events;
    this.timers = timers;
    this.source = source;
  }

  /**
   * What became of a plan.
   *
   * @param retry something failed that may succeed by itself: conflicts, refusals, lost answers
   */
  record Result(List<Outcome> outcomes, boolean retry) {}

  /** One change's end; {@code outcome} is null where there is nothing to tell. */
  private record Done(boolean succeeded, boolean retry, @Nullable Outcome outcome) {
    static final Done SILENT = new Done(true, false, null);
    static final Done RETRY = new Done(false, true, null);

    static Done with(Outcome outcome) {
      return new Done(true, false, outcome);
    }
  }

  Result execute(ObjectKey key, Plan plan) {
    var outcomes = new ArrayList<Outcome>();
    var retry = false;
    var failed = false;
    for (var stage : plan.stages()) {
      if (failed && !stage.always()) {
        continue;
      }
      for (var done : carryOut(key, stage)) {
        failed |= !done.succeeded();
        retry |= done.retry();
        if (done.outcome() != null) {
          outcomes.add(done.outcome());
        }
      }
    }
    return new Result(List.copyOf(outcomes), retry);
  }

  private List<Done> carryOut(ObjectKey key, Plan.Stage stage) {
    var creations = new ArrayList<Change>();
    var others = new ArrayList<Change>();
    for (var change : stage.changes()) {
      (change instanceof Change.Create ? creations : others).add(change);
    }
    var done = new ArrayList<Done>(inParallel(others, change -> one(key, change)));
    var batch = 1;
    for (var from = 0; from < creations.size(); ) {
      var to = Math.min(creations.size(), from + batch);
      var results = inParallel(creations.subList(from, to), change -> one(key, change));
      done.addAll(results);
      if (results.stream().anyMatch(result -> !result.succeeded())) {
        break;
      }
      from = to;
      batch = Math.min(batch * 2, MOST_AT_ONCE);
    }
    return done;
  }

  private List<Done> inParallel(List<Change> changes, Function<Change, Done> work) {
    if (changes.size() == 1) {
      return List.of(work.apply(changes.getFirst()));
    }
    if (changes.isEmpty()) {
      return List.of();
    }
    var results = new ArrayList<Done>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var from = 0; from < changes.size(); from += MOST_AT_ONCE) {
        var running = new ArrayList<Future<Done>>();
        for (var change : changes.subList(from, Math.min(changes.size(), from + MOST_AT_ONCE))) {
          Callable<Done> task = () -> work.apply(change);
          running.add(threads.submit(task));
        }
        for (var future : running) {
          results.add(future.get());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      results.add(Done.RETRY);
    } catch (ExecutionException e) {
      throw new IllegalStateException("carrying out a change failed", e.getCause());
    }
    return results;
  }

  private Done one(ObjectKey key, Change change) {
    try {
      return switch (change) {
        case Change.Create create -> create(key, create);
        case Change.Update update -> {
          var stored =
              resource(update.object()).updateSubresource(update.object(), update.subresource());
          yield stored(key, stored);
        }
        case Change.PatchStatus(KubernetesObject before, KubernetesObject after) ->
            patchStatus(key, before, after);
        case Change.Delete delete -> delete(key, delete);
        case Change.RecordEvent event -> {
          events.record(source, event.regarding(), event.type(), event.reason(), event.message());
          yield Done.SILENT;
        }
      };
    } catch (ApiException e) {
      return refused(change, e);
    } catch (UncheckedIOException e) {
      LOG.info("{} {}: {}", source, key, e.getMessage());
      return Done.RETRY;
    }
  }

  private Done create(ObjectKey key, Change.Create create) {
    var stored = resource(create.object()).create(create.object());
    stored(key, stored);
    return Done.with(new Outcome.Created(create, stored));
  }

  private Done patchStatus(ObjectKey key, KubernetesObject before, KubernetesObject after) {
    var change =
        MergePatches.between(Json.tree(before).path("status"), Json.tree(after).path("status"));
    if (change.isEmpty()) {
      return Done.SILENT;
    }
    var patch = Json.mapper().createObjectNode();
    patch.putObject("metadata").put("resourceVersion", before.metadata().resourceVersion());
    patch.set("status", change);
    return stored(
        key, resource(before).patchStatus(before.namespace(), before.name(), Patch.merge(patch)));
  }

  private Done delete(ObjectKey key, Change.Delete delete) {
    var object = delete.object();
    var options =
        DeleteOptionsBuilder.builder()
            .gracePeriodSeconds(delete.gracePeriodSeconds())
            .propagationPolicy(delete.propagationPolicy())
            .preconditions(new Preconditions(object.metadata().uid(), null))
            .build();
    resource(object).delete(object.namespace(), object.name(), options);
    expectations.removed(key, Change.typeOf(object), object.metadata(), timers.nanoTime());
    return Done.with(new Outcome.Deleted(delete));
  }

  private Done stored(ObjectKey key, KubernetesObject object) {
    expectations.written(key, Change.typeOf(object), object.metadata(), timers.nanoTime());
    return Done.SILENT;
  }

  private Done refused(Change change, ApiException refusal) {
    if (refusal.isConflict()) {
      // a failed UID precondition of a deletion means that another object has the name by now
      return change instanceof Change.Delete ? Done.SILENT : Done.RETRY;
    }
    if (refusal.isNotFound() && !(change instanceof Change.Create)) {
      return Done.SILENT;
    }
    if (refusal.isNamespaceTerminating()) {
      return new Done(false, false, null);
    }
    if (refusal.isTransient()) {
      LOG.info("{}: {}", source, refusal.getMessage());
      return Done.RETRY;
    }
    LOG.debug("{}: {}", source, refusal.getMessage());
    return new Done(
        false,
        true,
        new Outcome.Refused(
            change, refusal.code(), refusal.reason(), String.valueOf(refusal.getMessage())));
  }

  private ResourceClient<KubernetesObject> resource(KubernetesObject object) {
    return client.resources(Change.typeOf(object));
  }
}
