package io.coxswain.kubectl.tree;

import java.math.BigDecimal;

/** Floating point numbers as Go prints them. */
final class GoNumbers {
  private GoNumbers() {}

  /** As in JSON: plain digits between 1e-6 and 1e21, an exponent of at least two digits outside. */
  static String json(double value) {
    var size = Math.abs(value);
    if (size != 0 && (size < 1e-6 || size >= 1e21)) {
      return scientific(value);
    }
    var plain = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    return plain.signum() == 0 ? "0" : plain.toPlainString();
  }

  /** As goyaml prints them: shortest form, an exponent from 1e21. */
  static String yaml(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? ".inf" : "-.inf";
    }
    return Double.isNaN(value) ? ".nan" : json(value);
  }

  private static String scientific(double value) {
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    var digits = decimal.unscaledValue().abs().toString();
    var exponent = digits.length() - 1 - decimal.scale();
    var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    var sign = exponent < 0 ? "-" : "+";
    var size = String.valueOf(Math.abs(exponent));
    return (value < 0 ? "-" : "") + mantissa + "e" + sign + (size.length() < 2 ? "0" : "") + size;
  }
}
