package io.coxswain.kubectl.resource;

import io.coxswain.kubectl.invocation.KubectlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Label selectors, matched here where the server is not asked. */
public record LabelSelector(List<Requirement> requirements) {
  private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s+\\(([^)]*)\\)");

  record Requirement(String key, String operator, List<String> values) {
    boolean matches(Map<String, String> labels) {
      var value = labels.get(key);
      return switch (operator) {
        case "in" -> value != null && values.contains(value);
        case "notin" -> value == null || !values.contains(value);
        case "exists" -> value != null;
        default -> value == null;
      };
    }
  }

  public boolean matches(Map<String, String> labels) {
    return requirements.stream().allMatch(requirement -> requirement.matches(labels));
  }

  public static LabelSelector parse(String text) {
    List<Requirement> requirements = new ArrayList<>();
    for (var part : text.split(",(?![^(]*\\))", -1)) {
      requirements.add(requirement(part.strip()));
    }
    return new LabelSelector(requirements);
  }

  private static Requirement requirement(String part) {
    var set = SET.matcher(part);
    if (set.matches()) {
      var values = List.of(set.group(3).strip().split("\\s*,\\s*", -1));
      return new Requirement(set.group(1), set.group(2), values);
    }
    if (part.startsWith("!")) {
      return new Requirement(part.substring(1).strip(), "absent", List.of());
    }
    if (part.isEmpty() || part.contains(" ")) {
      throw KubectlException.error("unable to parse requirement: " + part);
    }
    var unequal = part.indexOf("!=");
    if (unequal > 0) {
      return new Requirement(
          part.substring(0, unequal), "notin", List.of(part.substring(unequal + 2)));
    }
    var equal = part.indexOf('=');
    if (equal < 0) {
      return new Requirement(part, "exists", List.of());
    }
    var value = part.substring(part.startsWith("==", equal) ? equal + 2 : equal + 1);
    return new Requirement(part.substring(0, equal), "in", List.of(value));
  }
}
