package io.coxswain.api.apply;

import java.util.Comparator;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Who owns fields, and how it came to: one manager may both apply and update, on several versions
 * and subresources, and each is an entry of its own.
 *
 * @param apiVersion empty for Apply, so that an applier stays one across versions
 * @param subresource empty for the object itself
 */
public record Manager(String name, Operation operation, String apiVersion, String subresource)
    implements Comparable<Manager> {

  /** How fields are taken. */
  public enum Operation {
    APPLY("Apply"),
    UPDATE("Update");

    private final String text;

    Operation(String text) {
      this.text = text;
    }

    /** As managedFields writes it. */
    public String text() {
      return text;
    }
  }

  private static final Comparator<Manager> ORDER =
      Comparator.comparing(Manager::operation)
          .thenComparing(Manager::name)
          .thenComparing(Manager::apiVersion)
          .thenComparing(Manager::subresource);

  public static Manager applying(String name, String subresource) {
    return new Manager(name.isEmpty() ? "unknown" : name, Operation.APPLY, "", subresource);
  }

  public static Manager updating(String name, String apiVersion, String subresource) {
    return new Manager(
        name.isEmpty() ? "unknown" : name, Operation.UPDATE, apiVersion, subresource);
  }

  /** As conflicts name it: {@code "kubectl" using apps/v1}. */
  String shown() {
    var text = JsonNodeFactory.instance.stringNode(name).toString();
    if (!subresource.isEmpty()) {
      text += " with subresource " + JsonNodeFactory.instance.stringNode(subresource);
    }
    return operation == Operation.UPDATE ? text + " using " + apiVersion : text;
  }

  @Override
  public int compareTo(Manager other) {
    return ORDER.compare(this, other);
  }
}
