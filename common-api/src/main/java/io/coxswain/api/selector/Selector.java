package io.coxswain.api.selector;

import io.coxswain.api.meta.v1.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Requirements that must all hold. No requirements match everything, as upstream's {@code
 * labels.Everything()}.
 */
public record Selector(List<Requirement> requirements) {
  public static final Selector EVERYTHING = new Selector(List.of());

  /** Thrown for text that is not a selector; the message is upstream's where clients see it. */
  public static final class SelectorException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    SelectorException(String message) {
      super(message);
    }
  }

  /**
   * Parses the syntax of {@code labelSelector}: {@code a=b,c!=d,e in (x,y),f notin (z),g,!h,i>3}.
   *
   * @throws SelectorException where the text is not a selector
   */
  public static Selector parse(String text) {
    return text.isBlank() ? EVERYTHING : new SelectorParser(text).parse();
  }

  /**
   * Parses the syntax of {@code fieldSelector}: {@code a=b,c!=d}, with backslash escapes in values.
   *
   * @throws SelectorException where the text is not a field selector
   */
  public static Selector parseFields(String text) {
    return text.isBlank() ? EVERYTHING : new Selector(FieldTerms.parse(text));
  }

  /** The selector inside an object; matches everything where both parts are empty. */
  public static Selector of(LabelSelector selector) {
    List<Requirement> requirements = new ArrayList<>();
    selector
        .matchLabels()
        .forEach(
            (key, value) ->
                requirements.add(new Requirement(key, Requirement.Operator.IN, List.of(value))));
    for (var expression : selector.matchExpressions()) {
      requirements.add(
          new Requirement(
              expression.key(),
              switch (expression.operator()) {
                case "In" -> Requirement.Operator.IN;
                case "NotIn" -> Requirement.Operator.NOT_IN;
                case "Exists" -> Requirement.Operator.EXISTS;
                case "DoesNotExist" -> Requirement.Operator.DOES_NOT_EXIST;
                default ->
                    throw new SelectorException(
                        "\"" + expression.operator() + "\" is not a valid label selector operator");
              },
              expression.values().stream().sorted().toList()));
    }
    requirements.sort((left, right) -> left.key().compareTo(right.key()));
    return new Selector(List.copyOf(requirements));
  }

  /** Exactly these labels, and whatever else. */
  public static Selector ofLabels(Map<String, String> labels) {
    return new Selector(
        labels.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                label ->
                    new Requirement(
                        label.getKey(), Requirement.Operator.IN, List.of(label.getValue())))
            .toList());
  }

  /** The one value that a key must have; null where that is left open. */
  public @Nullable String only(String key) {
    for (var requirement : requirements) {
      if (requirement.operator() == Requirement.Operator.IN
          && requirement.values().size() == 1
          && requirement.key().equals(key)) {
        return requirement.values().getFirst();
      }
    }
    return null;
  }

  public boolean isEverything() {
    return requirements.isEmpty();
  }

  public boolean matches(Map<String, String> labels) {
    for (var requirement : requirements) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /** The text a client may send back: {@code app=web,tier in (a,b)}. */
  @Override
  public String toString() {
    return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
  }
}
