package io.coxswain.kubelet.env;

import java.util.Map;

/** Expands {@code $(VAR)}; {@code $$} is a dollar sign, unknown variables stay as they are. */
public final class Expansion {
  private Expansion() {}

  public static String expand(String text, Map<String, String> variables) {
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
        var value = variables.get(name);
        out.append(value == null ? "$(" + name + ")" : value);
        i = end;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
