package io.coxswain.kubectl.tree;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a plain YAML scalar means. Follows YAML 1.1 as goyaml reads it: {@code yes} and {@code off}
 * are booleans, {@code 0644} is octal.
 */
final class YamlScalars {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE =
      Set.of("y", "Y", "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "\\d{4}-\\d{1,2}-\\d{1,2}([Tt]|[ \\t]+)\\d{1,2}:\\d{2}:\\d{2}(\\.\\d*)?[ \\t]*(Z|[-+]\\d{1,2}(:?\\d{2})?)?"
              + "|\\d{4}-\\d{2}-\\d{2}");

  private YamlScalars() {}

  static JsonNode resolve(String text) {
    if (NULLS.contains(text)) {
      return NODES.nullNode();
    }
    var first = text.charAt(0);
    if (Character.isLetter(first)) {
      return TRUE.contains(text)
          ? NODES.booleanNode(true)
          : FALSE.contains(text) ? NODES.booleanNode(false) : NODES.stringNode(text);
    }
    if (!Character.isDigit(first) && first != '-' && first != '+' && first != '.') {
      return NODES.stringNode(text);
    }
    var integer = integer(text.replace("_", ""));
    if (integer != null) {
      return integer.bitLength() < 64
          ? NODES.numberNode(integer.longValue())
          : NODES.numberNode(integer);
    }
    return FLOAT.matcher(text).matches()
        ? NODES.numberNode(Double.parseDouble(text))
        : NODES.stringNode(text);
  }

  /** A boolean of YAML 1.1 that YAML 1.2 takes for a string. */
  static boolean isWordForBoolean(String text) {
    return (TRUE.contains(text) || FALSE.contains(text))
        && !text.equalsIgnoreCase("true")
        && !text.equalsIgnoreCase("false");
  }

  /** Would this string, written without quotes, be read as something other than itself? */
  static boolean ambiguous(String text) {
    return !resolve(text).isString()
        || TIMESTAMP.matcher(text).matches()
        || text.equals("<<")
        || text.matches("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)")
        || text.matches("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");
  }

  private static @org.jspecify.annotations.Nullable BigInteger integer(String text) {
    var negative = text.startsWith("-");
    var digits = negative || text.startsWith("+") ? text.substring(1) : text;
    var radix = 10;
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      radix = 16;
    } else if (digits.startsWith("0b")) {
      radix = 2;
    } else if (digits.startsWith("0o")) {
      radix = 8;
    }
    var body = radix == 10 ? digits : digits.substring(2);
    if (radix == 10 && digits.length() > 1 && digits.startsWith("0")) {
      radix = 8;
    }
    if (body.isEmpty()) {
      return null;
    }
    for (var i = 0; i < body.length(); i++) {
      if (Character.digit(body.charAt(i), radix) < 0) {
        return null;
      }
    }
    var value = new BigInteger(body, radix);
    return negative ? value.negate() : value;
  }
}
