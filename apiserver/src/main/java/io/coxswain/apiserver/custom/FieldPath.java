package io.coxswain.apiserver.custom;

import io.coxswain.api.schema.Structural;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path of fields and keys that a schema knows: {@code .spec.size}, {@code .labels['a.b']}
 * (upstream's ValidFieldPath).
 *
 * @param names the steps; empty where it is none
 * @param schema where it leads; null where it is none
 * @param wrong why it is none; empty where it is one
 */
record FieldPath(List<String> names, @Nullable Structural schema, String wrong) {
  private static final String UNKNOWN = "does not refer to a valid field";

  /** Reads a path from a schema on. */
  static FieldPath of(String text, Structural root, boolean brackets) {
    var names = new ArrayList<String>();
    var schema = root;
    var at = 0;
    while (at < text.length()) {
      var delimiter = text.charAt(at);
      String name;
      if (delimiter == '[') {
        if (!brackets) {
          return wrong("array notation is not allowed");
        }
        var quoted = token(text, at + 1);
        if (quoted.isEmpty()) {
          return wrong("unexpected end of JSON path");
        }
        if (quoted.length() < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) {
          return wrong("expected single quoted string but got " + quoted);
        }
        at += 1 + quoted.length();
        var end = token(text, at);
        if (!end.equals("]")) {
          return wrong(end.isEmpty() ? "unexpected end of JSON path" : "expected ] but got " + end);
        }
        at++;
        name = quoted.substring(1, quoted.length() - 1).replace("\\'", "'").replace("\\\\", "\\");
      } else if (delimiter == '.') {
        name = token(text, at + 1);
        if (name.isEmpty()) {
          return wrong("unexpected end of JSON path");
        }
        at += 1 + name.length();
      } else {
        return wrong("expected [ or . but got: " + token(text, at));
      }
      var next = schema.properties().isEmpty() ? schema.additional() : schema.property(name);
      if (next == null) {
        return wrong(UNKNOWN);
      }
      names.add(name);
      schema = next;
    }
    return new FieldPath(names, schema, "");
  }

  private static FieldPath wrong(String message) {
    return new FieldPath(List.of(), null, message);
  }

  /** A delimiter, a quoted text, or everything before the next delimiter; empty at the end. */
  private static String token(String text, int start) {
    if (start >= text.length()) {
      return "";
    }
    if (text.charAt(start) == '\'') {
      for (var i = start + 1; i < text.length(); i++) {
        if (text.charAt(i) == '\'' && text.charAt(i - 1) != '\\') {
          return text.substring(start, i + 1);
        }
      }
      return text.substring(start);
    }
    var end = start;
    while (end < text.length() && ".[]".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(start, Math.max(end, start + 1));
  }
}
