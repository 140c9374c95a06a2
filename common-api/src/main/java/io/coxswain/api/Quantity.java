package io.coxswain.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A fixed-point number with a suffix, as resources are counted in (api/resource Quantity): decimal
 * ({@code n u m k M G T P E}), binary ({@code Ki Mi Gi Ti Pi Ei}) or an exponent. The text is kept
 * as written; {@link #canonical} is upstream's shortest form. Quantities are compared by value with
 * {@link #compareTo}, by text with equals. What is smaller than a billionth is rounded away from
 * zero to one.
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
  private static final Pattern SYNTAX =
      Pattern.compile("([+-]?)0*([0-9]*)(?:\\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)");

  /** Digits that fit a long whatever they are; what has more is counted exactly and rounded. */
  private static final int FEW_DIGITS = 18;

  /** Longer texts and greater exponents only serve to keep a server busy. */
  private static final int LONGEST = 1000;

  private static final int NANO = 9;
  private static final BigDecimal LARGEST_BINARY = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

  /** How a quantity was written, and is written again. */
  private enum Format {
    DECIMAL,
    BINARY,
    EXPONENT
  }

  /**
   * @param reused upstream writes the text as it was read
   */
  private record Parsed(BigDecimal value, Format format, boolean reused) {}

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
   * @throws IllegalArgumentException where the text is not a quantity, in upstream's words
   */
  public BigDecimal value() {
    return parse().value();
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
    var mine = parse();
    var theirs = other.parse();
    return format(mine.value().add(theirs.value()), formatOf(mine, theirs));
  }

  public Quantity minus(Quantity other) {
    var mine = parse();
    var theirs = other.parse();
    return format(mine.value().subtract(theirs.value()), formatOf(mine, theirs));
  }

  private static Format formatOf(Parsed first, Parsed second) {
    return first.value().signum() == 0 ? second.format() : first.format();
  }

  /** Upstream's shortest form: no fraction, the largest suffix that keeps the value exact. */
  public Quantity canonical() {
    var parsed = parse();
    return parsed.reused() ? this : format(parsed.value(), parsed.format());
  }

  @Override
  public int compareTo(Quantity other) {
    return value().compareTo(other.value());
  }

  @Override
  public String toString() {
    return text;
  }

  /** As upstream's scanner: signs and suffixes alone are zero, only nothing at all is not. */
  private Parsed parse() {
    var matcher = SYNTAX.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      throw new IllegalArgumentException(
          "quantities must match the regular expression"
              + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    }
    var whole = matcher.group(2);
    var fraction = matcher.group(3) == null ? "" : matcher.group(3);
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("unable to parse numeric part of quantity");
    }
    var digits = (whole.isEmpty() ? "0" : whole) + fraction;
    var number = new BigDecimal(digits).movePointLeft(fraction.length());
    var signed = matcher.group(1).equals("-") ? number.negate() : number;
    return parsed(signed, digits, fraction.length(), matcher.group(4));
  }

  private static Parsed parsed(BigDecimal number, String digits, int places, String suffix) {
    var factor = SUFFIXES.get(suffix);
    if (suffix.endsWith("i") && factor != null) {
      var value = rounded(number.multiply(factor));
      var small = value.signum() != 0 && value.abs().compareTo(BigDecimal.ONE) < 0;
      return new Parsed(
          value.min(LARGEST_BINARY).max(LARGEST_BINARY.negate()),
          small ? Format.DECIMAL : Format.BINARY,
          false);
    }
    var exponent = factor == null ? exponent(suffix) : factor.precision() - factor.scale() - 1;
    var scale = exponent - places;
    return new Parsed(
        rounded(number.scaleByPowerOfTen(exponent)),
        factor == null ? Format.EXPONENT : Format.DECIMAL,
        digits.length() <= FEW_DIGITS
            && scale >= -NANO
            && scale % 3 == 0
            && !digits.endsWith("000")
            && digits.charAt(0) != '0');
  }

  private static int exponent(String suffix) {
    if (suffix.length() > 1 && (suffix.charAt(0) == 'e' || suffix.charAt(0) == 'E')) {
      try {
        var exponent = Integer.parseInt(suffix.substring(1));
        if (Math.abs(exponent) <= LONGEST) {
          return exponent;
        }
      } catch (NumberFormatException e) {
        // no suffix, as below
      }
    }
    throw new IllegalArgumentException("unable to parse quantity's suffix");
  }

  private static BigDecimal rounded(BigDecimal value) {
    return value.scale() > NANO ? value.setScale(NANO, RoundingMode.UP) : value;
  }

  private static long saturated(BigDecimal value) {
    if (value.compareTo(LARGEST_BINARY) >= 0) {
      return Long.MAX_VALUE;
    }
    var least = BigDecimal.valueOf(Long.MIN_VALUE);
    return value.max(least).setScale(0, RoundingMode.CEILING).longValueExact();
  }

  private static Quantity format(BigDecimal value, Format format) {
    if (value.signum() == 0) {
      return ZERO;
    }
    var plain = value.stripTrailingZeros();
    if (format == Format.BINARY && value.abs().compareTo(KIBI) >= 0 && plain.scale() <= 0) {
      return new Quantity(binary(plain));
    }
    // the largest multiple of three that leaves no fraction
    var exponent = Math.floorDiv(-plain.scale(), 3) * 3;
    var mantissa = plain.scaleByPowerOfTen(-exponent).toBigIntegerExact().toString();
    if (exponent == 0) {
      return new Quantity(mantissa);
    }
    var index = exponent / 3 + 3;
    return new Quantity(
        format == Format.EXPONENT || index >= DECIMAL.length
            ? mantissa + "e" + exponent
            : mantissa + DECIMAL[index]);
  }

  private static String binary(BigDecimal value) {
    var mantissa = value;
    var power = 0;
    while (power < BINARY.length - 1) {
      var parts = mantissa.divideAndRemainder(KIBI);
      if (parts[1].signum() != 0) {
        break;
      }
      mantissa = parts[0];
      power++;
    }
    return mantissa.toBigInteger() + BINARY[power];
  }
}
