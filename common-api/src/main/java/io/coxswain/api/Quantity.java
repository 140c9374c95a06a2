package io.coxswain.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fixed-point number with a suffix, as resources are counted in (api/resource Quantity): decimal
 * ({@code n u m k M G T P E}), binary ({@code Ki Mi Gi Ti Pi Ei}) or an exponent. The text is kept
 * as written; {@link #canonical} is upstream's shortest form. Quantities are compared by value with
 * {@link #compareTo}, by text with equals.
 */
public record Quantity(@JsonValue String text) implements Comparable<Quantity> {
  public static final Quantity ZERO = new Quantity("0");

  private static final Map<String, BigDecimal> SUFFIXES =
      Map.ofEntries(
          Map.entry("", BigDecimal.ONE),
          Map.entry("n", new BigDecimal("1e-9")),
          Map.entry("u", new BigDecimal("1e-6")),
          Map.entry("m", new BigDecimal("1e-3")),
          Map.entry("k", new BigDecimal("1e3")),
          Map.entry("M", new BigDecimal("1e6")),
          Map.entry("G", new BigDecimal("1e9")),
          Map.entry("T", new BigDecimal("1e12")),
          Map.entry("P", new BigDecimal("1e15")),
          Map.entry("E", new BigDecimal("1e18")),
          Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
          Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
          Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
          Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
          Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
          Map.entry("Ei", BigDecimal.valueOf(1L << 60)));
  private static final String[] DECIMAL = {"n", "u", "m", "", "k", "M", "G", "T", "P", "E"};
  private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};

  @JsonCreator
  static Quantity fromJson(Object value) {
    return new Quantity(value.toString());
  }

  public static Quantity of(String text) {
    return new Quantity(text);
  }

  /** A decimal quantity of whole units. */
  public static Quantity of(long units) {
    return new Quantity(Long.toString(units));
  }

  public static Quantity ofMillis(long millis) {
    return new Quantity(millis % 1000 == 0 ? Long.toString(millis / 1000) : millis + "m");
  }

  /**
   * The exact value in units.
   *
   * @throws IllegalArgumentException where the text is not a quantity
   */
  public BigDecimal value() {
    var end = numberLength();
    var suffix = text.substring(end);
    try {
      var number = new BigDecimal(text.substring(0, end));
      if (suffix.length() > 1
          && (suffix.charAt(0) == 'e' || suffix.charAt(0) == 'E')
          && !suffix.equals("Ei")) {
        return number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1)));
      }
      var factor = SUFFIXES.get(suffix);
      if (factor != null) {
        return number.multiply(factor);
      }
    } catch (NumberFormatException e) {
      // reported below, in upstream's words
    }
    throw new IllegalArgumentException(
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$', got \""
            + text
            + "\"");
  }

  /** The value in units, rounded up; saturates at the largest long. */
  public long units() {
    return saturated(value());
  }

  /** The value in thousandths, rounded up; saturates at the largest long. */
  public long millis() {
    return saturated(value().movePointRight(3));
  }

  public Quantity plus(Quantity other) {
    return format(value().add(other.value()), binary() || text.equals("0") && other.binary());
  }

  public Quantity minus(Quantity other) {
    return format(value().subtract(other.value()), binary());
  }

  /** Upstream's shortest form: no fraction, the largest suffix that keeps the value exact. */
  public Quantity canonical() {
    return format(value(), binary());
  }

  @Override
  public int compareTo(Quantity other) {
    return value().compareTo(other.value());
  }

  @Override
  public String toString() {
    return text;
  }

  private boolean binary() {
    return text.endsWith("i");
  }

  private int numberLength() {
    var i = 0;
    while (i < text.length() && "+-.0123456789".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }

  private static long saturated(BigDecimal value) {
    var rounded = value.setScale(0, RoundingMode.CEILING);
    var max = BigDecimal.valueOf(Long.MAX_VALUE);
    return rounded.compareTo(max) >= 0 ? Long.MAX_VALUE : rounded.longValueExact();
  }

  private static Quantity format(BigDecimal value, boolean binary) {
    if (value.signum() == 0) {
      return ZERO;
    }
    var text = binary ? shortest(value, BINARY) : null;
    if (text == null) {
      text = shortest(value.setScale(9, RoundingMode.CEILING), DECIMAL);
    }
    return new Quantity(text == null ? value.toPlainString() : text);
  }

  private static @Nullable String shortest(BigDecimal value, String[] suffixes) {
    for (var i = suffixes.length - 1; i >= 0; i--) {
      var factor = SUFFIXES.get(suffixes[i]);
      if (factor == null) {
        continue;
      }
      var parts = value.divideAndRemainder(factor);
      if (parts[1].signum() == 0 && parts[0].signum() != 0) {
        return parts[0].toBigInteger() + suffixes[i];
      }
    }
    return null;
  }
}
