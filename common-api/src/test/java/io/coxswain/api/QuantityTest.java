package io.coxswain.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantities are read, counted and written as upstream's api/resource does it. */
class QuantityTest {
  private static final List<String> SUFFIXES =
      List.of("", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "0Ki, 0",
    "0.0e9, 0",
    "+, 0",
    "Mi, 0",
    "., 0",
    "1000m, 1",
    "1500m, 1500m",
    "0.5, 500m",
    "1., 1.",
    ".5, 500m",
    "1.50, 1500m",
    "1.500, 1.500", // upstream keeps what it takes for canonical
    "100000, 100k",
    "1000k, 1M",
    "-1000k, -1M",
    "1234567, 1234567",
    "1e3, 1e3",
    "1E3, 1E3",
    "1e4, 10e3",
    "1000e3, 1e6",
    "1e0, 1e0",
    "15e-1, 1500e-3",
    "1e-10, 1e-9",
    "0.1n, 1n",
    "-0.1n, -1n",
    "1.1111111111, 1111111112n",
    "1024, 1024",
    "1024Ki, 1Mi",
    "1000Ki, 1000Ki",
    "-1024Ki, -1Mi",
    "0.5Ki, 512",
    "1.5Ki, 1536",
    "0.5Mi, 512Ki",
    "0.1Mi, 104857600m",
    "1536Mi, 1536Mi",
    "2048Gi, 2Ti",
    "7Ei, 7Ei",
    "8Ei, 9223372036854775807",
    "1024Ei, 9223372036854775807",
    "1000E, 1e21",
    "1e1000, 10e999",
    "9223372036854775808, 9223372036854775808"
  })
  void canonicalForms(String text, String canonical) {
    assertThat(Quantity.of(text).canonical()).isEqualTo(Quantity.of(canonical));
  }

  @ParameterizedTest
  @CsvSource({
    "'', quantities must match the regular expression",
    "1.1.M, quantities must match the regular expression",
    "1+1.0M, quantities must match the regular expression",
    "0.1mi, unable to parse quantity's suffix",
    "0.1am, quantities must match the regular expression",
    "aoeu, quantities must match the regular expression",
    ".5i, unable to parse quantity's suffix",
    "-3.01e-, unable to parse quantity's suffix",
    "' 1', quantities must match the regular expression",
    "1e999999999, unable to parse quantity's suffix",
    "NaN, quantities must match the regular expression"
  })
  void whatIsNoQuantity(String text, String problem) {
    assertThatThrownBy(Quantity.of(text)::value).hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(ints = {1001, 3_000_000})
  void endlessNumbersAreRefusedAtOnce(int length) {
    assertThatThrownBy(Quantity.of("9".repeat(length))::value)
        .hasMessage("unable to parse numeric part of quantity");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1Ki, 1025",
    "0, 1Ki, 1Ki",
    "1Ki, 1, 1025",
    "1Gi, 1Gi, 2Gi",
    "1e3, 1k, 2e3",
    "500m, 500m, 1",
    "1Ki, 0.5, 1024500m",
    "0, 0, 0"
  })
  void sumsAreWrittenAsTheFirstThatIsNotZero(String left, String right, String sum) {
    assertThat(Quantity.of(left).plus(Quantity.of(right))).isEqualTo(Quantity.of(sum));
  }

  @ParameterizedTest
  @CsvSource({"1Ki, 1, 1023", "0, 1Ki, -1Ki", "1, 1, 0", "1, 1500m, -500m"})
  void differences(String left, String right, String difference) {
    assertThat(Quantity.of(left).minus(Quantity.of(right))).isEqualTo(Quantity.of(difference));
  }

  @ParameterizedTest
  @CsvSource({"1m, 1, 1", "-1m, 0, -1", "1500m, 2, 1500", "9E, 9000000000000000000, max"})
  void wholeNumbersAreRoundedUp(String text, long units, String millis) {
    assertThat(Quantity.of(text).units()).isEqualTo(units);
    assertThat(Quantity.of(text).millis())
        .isEqualTo(millis.equals("max") ? Long.MAX_VALUE : Long.parseLong(millis));
    assertThat(Quantity.of("-1e40").units()).isEqualTo(Long.MIN_VALUE);
  }

  @Property(tries = 1000)
  void theValueIsTheNumberTimesTheSuffixInBillionths(
      @ForAll("numbers") BigDecimal number, @ForAll("suffixes") String suffix) {
    var exact = number.multiply(factor(suffix)).setScale(9, RoundingMode.UP);
    var largest = BigDecimal.valueOf(Long.MAX_VALUE);
    var expected = suffix.endsWith("i") ? exact.min(largest).max(largest.negate()) : exact;
    assertThat(Quantity.of(number.toPlainString() + suffix).value()).isEqualByComparingTo(expected);
  }

  @Property(tries = 1000)
  void theCanonicalFormIsTheSameValueAndStays(@ForAll("quantities") Quantity quantity) {
    var canonical = quantity.canonical();
    assertThat(canonical).isEqualByComparingTo(quantity);
    assertThat(canonical.canonical()).isEqualTo(canonical);
    assertThat(Json.read("\"" + canonical + "\"", Quantity.class)).isEqualTo(canonical);
  }

  @Property(tries = 1000)
  void sumsAndDifferencesAreThoseOfTheValues(
      @ForAll("quantities") Quantity left, @ForAll("quantities") Quantity right) {
    var sum = left.value().add(right.value());
    assertThat(left.plus(right).value()).isEqualByComparingTo(capped(left.plus(right), sum));
    var difference = left.value().subtract(right.value());
    assertThat(left.minus(right).value())
        .isEqualByComparingTo(capped(left.minus(right), difference));
    assertThat(left.compareTo(right)).isEqualTo(difference.signum());
    assertThat(right.compareTo(left)).isEqualTo(-difference.signum());
  }

  /** A sum of binary quantities may be more than can be read again. */
  private static BigDecimal capped(Quantity written, BigDecimal value) {
    var largest = BigDecimal.valueOf(Long.MAX_VALUE);
    return written.text().endsWith("i") ? value.min(largest).max(largest.negate()) : value;
  }

  private static BigDecimal factor(String suffix) {
    var index = SUFFIXES.indexOf(suffix);
    return index < 10
        ? BigDecimal.ONE.movePointRight(index == 0 ? 0 : index < 4 ? index * 3 - 12 : index * 3 - 9)
        : BigDecimal.valueOf(1L << (index - 9) * 10);
  }

  @Provide
  Arbitrary<BigDecimal> numbers() {
    var small = Arbitraries.bigDecimals().between(new BigDecimal("-2"), new BigDecimal("2"));
    var large = Arbitraries.bigDecimals().between(new BigDecimal("-1e24"), new BigDecimal("1e24"));
    return Arbitraries.oneOf(small.ofScale(12), small.ofScale(3), large.ofScale(0));
  }

  @Provide
  Arbitrary<String> suffixes() {
    return Arbitraries.of(SUFFIXES);
  }

  @Provide
  Arbitrary<Quantity> quantities() {
    var exponents = Arbitraries.integers().between(-12, 30).map(exponent -> "e" + exponent);
    return Combinators.combine(numbers(), Arbitraries.oneOf(suffixes(), exponents))
        .as((number, suffix) -> Quantity.of(number.toPlainString() + suffix));
  }
}
