package io.coxswain.apiserver.registry.admission.cel;

import io.coxswain.apiserver.cel.Budget;
import io.coxswain.apiserver.cel.Environment.Compiled;
import io.coxswain.apiserver.registry.admission.cel.MatchConditions.Evaluated;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy's variables: each is evaluated when an expression first reads it, since one that nobody
 * reads may fail. For one request and one thread.
 */
final class LazyVariables extends AbstractMap<String, Object> {
  private final Map<String, Compiled> compiled;
  private final Map<String, String> sources;
  private final Map<String, Object> request;
  private final Budget budget;
  private final Map<String, Object> values = new HashMap<>();

  LazyVariables(
      Map<String, Compiled> compiled,
      Map<String, String> sources,
      Map<String, Object> request,
      Budget budget) {
    this.compiled = compiled;
    this.sources = sources;
    this.request = request;
    this.budget = budget;
  }

  /** An expression reads a variable that can't be evaluated. */
  static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
      super(message, null, false, false);
    }
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return compiled.containsKey(key);
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    var known = values.get(key);
    var expression = compiled.get(key);
    if (known != null || expression == null || key == null) {
      return known;
    }
    var source = sources.getOrDefault(key.toString(), "");
    return switch (MatchConditions.evaluateWithin(expression, source, request, budget)) {
      case Evaluated.Value(Object value) -> {
        values.put(key.toString(), value);
        yield value;
      }
      case Evaluated.Failed failed ->
          throw new FailedException(
              "composited variable \"" + key + "\" fails to evaluate: " + failed.message());
    };
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    var all = new LinkedHashMap<String, Object>();
    compiled.keySet().forEach(name -> all.put(name, Objects.requireNonNull(get(name))));
    return all.entrySet();
  }
}
