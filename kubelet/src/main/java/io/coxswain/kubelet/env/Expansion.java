package io.coxswain.kubelet.env;

import java.util.ArrayList;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Expands {@code $(VAR)}; {@code $$} is a dollar sign, unknown variables stay as they are. */
public final class Expansion {
  private Expansion() {}

  /**
   * As below, but no variable may be unknown.
   *
   * @throws ConfigException naming the first that is
   */
  public static String expandAll(String text, Map<String, String> variables)
      throws ConfigException {
    var missing = new ArrayList<String>();
    var expanded =
        expand(
            text,
            name -> {
              var value = variables.get(name);
              if (value == null) {
                missing.add(name);
              }
              return value;
            });
    if (!missing.isEmpty()) {
      throw new ConfigException("missing value for \"" + missing.getFirst() + "\"");
    }
    return expanded;
  }

  public static String expand(String text, Map<String, String> variables) {
    return expand(text, variables::get);
  }

  private static String expand(String text, Function<String, @Nullable String> variables) {
    var out = new StringBuilder();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c != '$' || i + 1 == text.length()) {
        out.append(c);
        continue;
      }
      var next = text.charAt(i + 1);
      var end = next == '(' ? text.indexOf(')', i + 2) : -1;
      if (next == '$') {
        out.append('$');
        i++;
      } else if (end > 0) {
        var name = text.substring(i + 2, end);
        var value = variables.apply(name);
        out.append(value == null ? "$(" + name + ")" : value);
        i = end;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
