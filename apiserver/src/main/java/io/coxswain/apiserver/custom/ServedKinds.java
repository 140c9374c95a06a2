package io.coxswain.apiserver.custom;

import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The resources the server serves right now: the built-in ones and those that definitions add. One
 * immutable set, swapped as a whole; a request sees one set or the next, never a mixture.
 */
public final class ServedKinds implements Supplier<Kinds> {
  private record State(Kinds kinds, Set<String> terminating) {}

  private volatile State current = new State(Kinds.builtIn(), Set.of());

  @Override
  public Kinds get() {
    return current.kinds;
  }

  /** Whether a resource's definition is being deleted: nothing new is created there. */
  public boolean isTerminating(ResourceType type) {
    return type.custom() != null && current.terminating.contains(type.groupResource());
  }

  /** Serves other resources from now on; {@code terminating} are names of definitions. */
  public void replace(Kinds kinds, Set<String> terminating) {
    current = new State(kinds, terminating);
  }
}
