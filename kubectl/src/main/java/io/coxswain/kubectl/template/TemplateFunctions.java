package io.coxswain.kubectl.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions of templates: Go's, and kubectl's {@code exists} and {@code base64decode}. */
final class TemplateFunctions {
  static final Set<String> NAMES =
      Set.of(
          "and",
          "or",
          "not",
          "len",
          "index",
          "slice",
          "print",
          "printf",
          "println",
          "html",
          "js",
          "urlquery",
          "eq",
          "ne",
          "lt",
          "le",
          "gt",
          "ge",
          "exists",
          "base64decode");
  private static final Pattern VERB = Pattern.compile("%([-+# 0]*)([0-9]*)(\\.[0-9]+)?([a-zA-Z%])");

  private TemplateFunctions() {}

  static @Nullable Object call(String name, List<@Nullable Object> arguments) {
    return switch (name) {
      case "and" -> choose(arguments, false);
      case "or" -> choose(arguments, true);
      case "not" -> !GoValues.isTrue(one(name, arguments));
      case "len" -> length(one(name, arguments));
      case "index" -> index(arguments, true);
      case "exists" -> exists(arguments);
      case "slice" -> slice(arguments);
      case "print" -> print(arguments);
      case "println" ->
          arguments.stream().map(GoValues::text).collect(Collectors.joining(" ", "", "\n"));
      case "printf" -> printf(arguments);
      case "html" -> html(print(arguments));
      case "js" -> js(print(arguments));
      case "urlquery" -> URLEncoder.encode(print(arguments), StandardCharsets.UTF_8);
      case "base64decode" -> decode(one(name, arguments));
      default -> compare(name, arguments);
    };
  }

  static String typeName(Object value) {
    return switch (value) {
      case Map<?, ?> map -> "map[string]interface {}";
      case List<?> list -> "[]interface {}";
      case String text -> "string";
      case Boolean truth -> "bool";
      case Double number -> "float64";
      default -> "int64";
    };
  }

  private static @Nullable Object one(String name, List<@Nullable Object> arguments) {
    if (arguments.size() != 1) {
      throw new TemplateException(
          "wrong number of args for %s: want 1 got %d".formatted(name, arguments.size()));
    }
    return arguments.getFirst();
  }

  private static @Nullable Object choose(List<@Nullable Object> arguments, boolean wanted) {
    Object last = null;
    for (var argument : arguments) {
      last = argument;
      if (GoValues.isTrue(argument) == wanted) {
        return argument;
      }
    }
    return last;
  }

  private static long length(@Nullable Object value) {
    return switch (value) {
      case String text -> text.getBytes(StandardCharsets.UTF_8).length;
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      case null -> throw new TemplateException("error calling len: len of nil pointer");
      default -> throw new TemplateException("error calling len: len of type " + typeName(value));
    };
  }

  private static @Nullable Object index(List<@Nullable Object> arguments, boolean strict) {
    var value = arguments.isEmpty() ? null : arguments.getFirst();
    for (var key : arguments.subList(Math.min(1, arguments.size()), arguments.size())) {
      value =
          switch (value) {
            case Map<?, ?> map -> map.get(GoValues.text(key));
            case List<?> list when key instanceof Long at && at >= 0 && at < list.size() ->
                list.get(at.intValue());
            case String text when key instanceof Long at && at >= 0 && at < text.length() ->
                (long) text.charAt(at.intValue());
            case null, default -> {
              if (strict) {
                throw new TemplateException(
                    value == null
                        ? "error calling index: index of untyped nil"
                        : "error calling index: index out of range: " + GoValues.text(key));
              }
              yield null;
            }
          };
    }
    return value;
  }

  private static boolean exists(List<@Nullable Object> arguments) {
    return index(arguments, false) != null;
  }

  private static Object slice(List<@Nullable Object> arguments) {
    var value = arguments.isEmpty() ? null : arguments.getFirst();
    var size = value instanceof String text ? text.length() : (int) length(value);
    var from = arguments.size() > 1 && arguments.get(1) instanceof Long at ? at.intValue() : 0;
    var to = arguments.size() > 2 && arguments.get(2) instanceof Long at ? at.intValue() : size;
    if (from < 0 || from > to || to > size) {
      throw new TemplateException("error calling slice: index out of range: " + to);
    }
    return value instanceof List<?> list
        ? new ArrayList<>(list.subList(from, to))
        : GoValues.text(value).substring(from, to);
  }

  /** Go puts a space between two operands of which neither is a string. */
  private static String print(List<@Nullable Object> arguments) {
    var out = new StringBuilder();
    Object before = "";
    for (var argument : arguments) {
      if (!(before instanceof String) && !(argument instanceof String)) {
        out.append(' ');
      }
      out.append(GoValues.text(argument));
      before = argument;
    }
    return out.toString();
  }

  private static String printf(List<@Nullable Object> arguments) {
    if (arguments.isEmpty() || !(arguments.getFirst() instanceof String format)) {
      throw new TemplateException("wrong type for value; expected string");
    }
    var out = new StringBuilder();
    var matcher = VERB.matcher(format);
    var used = 1;
    while (matcher.find()) {
      String text;
      if (matcher.group(4).equals("%")) {
        text = "%";
      } else if (used >= arguments.size()) {
        text = "%!" + matcher.group(4) + "(MISSING)";
      } else {
        text = formatted(matcher, arguments.get(used++));
      }
      matcher.appendReplacement(out, java.util.regex.Matcher.quoteReplacement(text));
    }
    return matcher.appendTail(out).toString();
  }

  private static String formatted(java.util.regex.Matcher verb, @Nullable Object value) {
    var flags = verb.group(1);
    var precision = Objects.requireNonNullElse(verb.group(3), "");
    var text =
        switch (verb.group(4)) {
          case "q" ->
              "\"" + GoValues.text(value).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
          case "s", "v", "t" -> value == null ? "<nil>" : GoValues.text(value);
          default -> number(verb.group(4), precision, value);
        };
    var width = verb.group(2).isEmpty() ? 0 : Integer.parseInt(verb.group(2));
    var fill = (flags.contains("0") && value instanceof Number ? "0" : " ");
    var missing = fill.repeat(Math.max(0, width - text.length()));
    return flags.contains("-") ? text + missing : missing + text;
  }

  private static String number(String verb, String precision, @Nullable Object value) {
    if (value instanceof Long number && verb.equals("d")) {
      return number.toString();
    }
    if (value instanceof Long number && verb.equals("x")) {
      return Long.toHexString(number);
    }
    if (value instanceof Number number && verb.equals("f")) {
      return String.format(Locale.ROOT, "%" + precision + "f", number.doubleValue());
    }
    return "%!" + verb + "(" + GoValues.text(value) + ")";
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;");
  }

  private static String decode(@Nullable Object value) {
    try {
      var bytes = Base64.getDecoder().decode(GoValues.text(value));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new TemplateException("error calling base64decode: illegal base64 data");
    }
  }

  private static boolean compare(String name, List<@Nullable Object> arguments) {
    if (arguments.size() < 2) {
      throw new TemplateException(
          "error calling %s: missing argument for comparison".formatted(name));
    }
    var left = arguments.getFirst();
    if (name.equals("eq")) {
      return arguments.stream().skip(1).anyMatch(right -> equal(left, right));
    }
    var right = arguments.get(1);
    if (name.equals("ne")) {
      return !equal(left, right);
    }
    var order = order(left, right);
    return switch (name) {
      case "lt" -> order < 0;
      case "le" -> order <= 0;
      case "gt" -> order > 0;
      default -> order >= 0;
    };
  }

  private static boolean equal(@Nullable Object left, @Nullable Object right) {
    if (left != null && right != null && !left.getClass().equals(right.getClass())) {
      throw new TemplateException("error calling eq: incompatible types for comparison");
    }
    return Objects.equals(left, right);
  }

  private static int order(@Nullable Object left, @Nullable Object right) {
    if (left instanceof String a && right instanceof String b) {
      return a.compareTo(b);
    }
    if (left instanceof Long a && right instanceof Long b) {
      return a.compareTo(b);
    }
    if (left instanceof Double a && right instanceof Double b) {
      return a.compareTo(b);
    }
    throw new TemplateException("incompatible types for comparison");
  }

  /** Escaped for a JavaScript string, as Go escapes it. */
  private static String js(String text) {
    var result = new StringBuilder();
    for (var character : text.toCharArray()) {
      switch (character) {
        case '\\' -> result.append("\\\\");
        case '\'' -> result.append("\\'");
        case '"' -> result.append("\\\"");
        case '<', '>', '&', '=' -> result.append(String.format("\\u%04X", (int) character));
        default -> {
          if (character < ' ') {
            result.append(String.format("\\u%04X", (int) character));
          } else {
            result.append(character);
          }
        }
      }
    }
    return result.toString();
  }
}
