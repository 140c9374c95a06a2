package io.coxswain.controller;

import io.coxswain.api.KubernetesObject;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import java.time.Duration;
import java.util.List;

/** Reads plans in tests. */
public final class Plans {
  private Plans() {}

  public static <T extends KubernetesObject> List<T> created(Plan plan, Class<T> type) {
    return plan.changes().stream()
        .filter(Change.Create.class::isInstance)
        .map(change -> ((Change.Create) change).object())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  public static <T extends KubernetesObject> List<T> updated(Plan plan, Class<T> type) {
    return plan.changes().stream()
        .filter(Change.Update.class::isInstance)
        .map(change -> ((Change.Update) change).object())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** The new states of objects whose status changes. */
  public static <T extends KubernetesObject> List<T> statuses(Plan plan, Class<T> type) {
    return plan.changes().stream()
        .filter(Change.PatchStatus.class::isInstance)
        .map(change -> ((Change.PatchStatus) change).after())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  public static List<String> deleted(Plan plan) {
    return plan.changes().stream()
        .filter(Change.Delete.class::isInstance)
        .map(change -> ((Change.Delete) change).object().name())
        .toList();
  }

  /** {@code reason: message} of each event. */
  public static List<String> events(Plan plan) {
    return plan.changes().stream()
        .filter(Change.RecordEvent.class::isInstance)
        .map(change -> (Change.RecordEvent) change)
        .map(event -> event.reason() + ": " + event.message())
        .toList();
  }

  /** When the plan looks again; a thousand days where only an event counts. */
  public static Duration checksAfter(Plan plan) {
    return plan.next() instanceof Plan.Next.CheckAfter(Duration delay)
        ? delay
        : Duration.ofDays(1000);
  }
}
