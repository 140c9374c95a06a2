package io.coxswain.kubectl.print;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resource quantities: their values, sums and canonical text. */
public final class Quantities {
  private static final Map<String, BigDecimal> BINARY =
      Map.of(
          "Ki", power(2, 10),
          "Mi", power(2, 20),
          "Gi", power(2, 30),
          "Ti", power(2, 40),
          "Pi", power(2, 50),
          "Ei", power(2, 60));
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");

  private Quantities() {}

  private static BigDecimal power(int base, int exponent) {
    return BigDecimal.valueOf(base).pow(exponent);
  }

  /** The value in base units; null where the text is no quantity. */
  public static @Nullable BigDecimal parse(String text) {
    var end = text.length();
    while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
      end--;
    }
    var suffix = text.substring(end);
    try {
      var number = new BigDecimal(text.substring(0, end));
      if (BINARY.containsKey(suffix)) {
        return number.multiply(BINARY.getOrDefault(suffix, BigDecimal.ONE));
      }
      var step = DECIMAL.indexOf(suffix);
      return step < 0 ? null : number.scaleByPowerOfTen(3 * (step - 3));
    } catch (NumberFormatException e) {
      return exponent(text);
    }
  }

  private static @Nullable BigDecimal exponent(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The sum in the first quantity's notation. */
  public static String sum(List<String> quantities) {
    var total = BigDecimal.ZERO;
    var binary = false;
    var first = true;
    for (var quantity : quantities) {
      var value = parse(quantity);
      if (value == null || value.signum() == 0) {
        continue;
      }
      if (first) {
        binary = quantity.endsWith("i");
        first = false;
      }
      total = total.add(value);
    }
    return format(total, binary);
  }

  private static String format(BigDecimal value, boolean binary) {
    if (value.signum() == 0) {
      return "0";
    }
    if (binary) {
      var amount = value.setScale(0, RoundingMode.CEILING).toBigInteger();
      var suffixes = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
      var step = Math.min(amount.getLowestSetBit() / 10, suffixes.size() - 1);
      return amount.shiftRight(10 * step) + suffixes.get(step);
    }
    var nano = value.scaleByPowerOfTen(9).setScale(0, RoundingMode.CEILING).toBigInteger();
    var thousand = java.math.BigInteger.valueOf(1000);
    var step = 0;
    while (step < DECIMAL.size() - 1 && nano.mod(thousand).signum() == 0) {
      nano = nano.divide(thousand);
      step++;
    }
    return nano + DECIMAL.get(step);
  }

  /** {@code part} of {@code whole} in whole percent, towards zero; 0 of nothing. */
  public static long percent(String part, String whole) {
    var numerator = parse(part);
    var denominator = parse(whole);
    if (numerator == null || denominator == null || denominator.signum() == 0) {
      return 0;
    }
    return numerator
        .multiply(BigDecimal.valueOf(100))
        .divide(denominator, 0, RoundingMode.DOWN)
        .longValue();
  }
}
