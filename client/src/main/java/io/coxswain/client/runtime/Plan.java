package io.coxswain.client.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What to do, and when to look again. Stages are carried out in order; a stage starts only when
 * every change of those before succeeded. Within a stage the order is free.
 */
public record Plan(List<Stage> stages, Next next) {
  private static final Plan SETTLED = new Plan(List.of(), new Next.Settled());

  public Plan {
    stages = stages.stream().filter(stage -> !stage.changes().isEmpty()).toList();
  }

  /**
   * Changes that may happen in any order.
   *
   * @param always carried out even when an earlier stage failed: status that reports the failure
   */
  public record Stage(List<Change> changes, boolean always) {
    public Stage {
      changes = List.copyOf(changes);
    }
  }

  /** When to reconcile again without an event. */
  public sealed interface Next {
    /** Only when something changes. */
    record Settled() implements Next {}

    /** At the latest after this time. */
    record CheckAfter(Duration delay) implements Next {}
  }

  /** Nothing to do. */
  public static Plan settled() {
    return SETTLED;
  }

  public static Plan of(Change... changes) {
    return settled().then(List.of(changes));
  }

  public static Plan of(Collection<? extends Change> changes) {
    return settled().then(changes);
  }

  public static Plan of(Optional<? extends Change> change) {
    return settled().then(change);
  }

  /** Adds a stage that starts when all before succeeded. */
  public Plan then(Collection<? extends Change> changes) {
    return with(new Stage(List.copyOf(changes), false));
  }

  public Plan then(Change... changes) {
    return then(List.of(changes));
  }

  public Plan then(Optional<? extends Change> change) {
    return then(change.stream().toList());
  }

  /** Adds a stage that is carried out whatever became of those before. */
  public Plan always(Optional<? extends Change> change) {
    return with(new Stage(List.copyOf(change.stream().toList()), true));
  }

  /** Adds another plan's stages after this one's; the sooner check counts. */
  public Plan then(Plan more) {
    var all = new ArrayList<>(stages);
    all.addAll(more.stages());
    return new Plan(all, sooner(next, more.next()));
  }

  private Plan with(Stage stage) {
    var all = new ArrayList<>(stages);
    all.add(stage);
    return new Plan(all, next);
  }

  /** Looks again after a delay at the latest; null-safe through Optional. */
  public Plan checkAfter(Duration delay) {
    return new Plan(stages, sooner(next, new Next.CheckAfter(delay)));
  }

  public Plan checkAfter(Optional<Duration> delay) {
    return delay.map(this::checkAfter).orElse(this);
  }

  public Plan checkAt(Instant due, Instant now) {
    return checkAfter(Duration.between(now, due));
  }

  /** All changes in order. */
  public List<Change> changes() {
    return stages.stream().flatMap(stage -> stage.changes().stream()).toList();
  }

  private static Next sooner(Next one, Next two) {
    if (!(one instanceof Next.CheckAfter(Duration first))) {
      return two;
    }
    if (!(two instanceof Next.CheckAfter(Duration second))) {
      return one;
    }
    return first.compareTo(second) <= 0 ? one : two;
  }
}
