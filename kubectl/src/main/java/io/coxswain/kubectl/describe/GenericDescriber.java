package io.coxswain.kubectl.describe;

import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Describes kinds that have no describer of their own: every field by its name in words. */
final class GenericDescriber implements Describer {
  private static final Set<String> ACRONYMS = Set.of("API", "URL", "UID", "OSB", "GUID");
  private static final Set<String> HIDDEN =
      Set.of("managedFields", "name", "namespace", "labels", "annotations");

  @Override
  public void describe(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object));
    out.field(0, "Namespace", Trees.namespace(object));
    out.metadata(object);
    fields(out, 0, object, List.of("metadata"));
    EventsText.describe(out, related);
  }

  private static void fields(Text out, int level, JsonNode object, List<String> nested) {
    for (var entry : Trees.sorted(object).entrySet()) {
      var inMetadata = nested.isEmpty();
      if (inMetadata && HIDDEN.contains(entry.getKey())) {
        continue;
      }
      var label = label(entry.getKey());
      var value = entry.getValue();
      if (nested.contains(entry.getKey())) {
        out.line(level, label + ":");
        fields(out, level + 1, value, List.of());
      } else {
        value(out, level, label, value);
      }
    }
  }

  private static void value(Text out, int level, String label, JsonNode value) {
    if (value.isObject()) {
      out.line(level, label + ":");
      Trees.sorted(value).forEach((name, child) -> value(out, level + 1, label(name), child));
    } else if (value.isArray()) {
      out.line(level, label + ":");
      for (var element : value) {
        if (element.isObject()) {
          Trees.sorted(element).forEach((name, child) -> value(out, level + 1, label(name), child));
        } else {
          out.line(level + 1, Trees.scalar(element));
        }
      }
    } else {
      out.field(level, label, Trees.scalar(value));
    }
  }

  /** {@code podCIDR} becomes "Pod CIDR"; names with digits stay as they are. */
  private static String label(String name) {
    if (!name.chars().allMatch(c -> Character.isLetter(c) || c == '-')) {
      return name;
    }
    var words = new ArrayList<String>();
    var start = 0;
    for (var i = 1; i < name.length(); i++) {
      var upper = Character.isUpperCase(name.charAt(i));
      var dash = name.charAt(i) == '-' || name.charAt(i - 1) == '-';
      var afterLower = !Character.isUpperCase(name.charAt(i - 1));
      var beforeLower = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
      if (dash || upper && (afterLower || beforeLower)) {
        words.add(name.substring(start, i));
        start = i;
      }
    }
    words.add(name.substring(start));
    words.replaceAll(GenericDescriber::capitalized);
    return String.join(" ", words);
  }

  private static String capitalized(String word) {
    var upper = word.toUpperCase(Locale.ROOT);
    return word.isEmpty() || ACRONYMS.contains(upper)
        ? upper
        : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
