package io.coxswain.kubectl.invocation;

import java.time.Duration;
import java.util.regex.Pattern;

/** Durations as flags take them: {@code 1h2m3.5s}, {@code 300ms}, or a plain number of seconds. */
public final class GoDuration {
  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|ms|s|m|h)");

  private GoDuration() {}

  /** Parses; the error is upstream's for this flag value. */
  public static Duration parse(String text) {
    var negative = text.startsWith("-");
    var body = negative ? text.substring(1) : text;
    if (!body.isEmpty() && body.chars().allMatch(Character::isDigit)) {
      var seconds = Long.parseLong(body);
      return Duration.ofSeconds(negative ? -seconds : seconds);
    }
    var matcher = PART.matcher(body);
    var at = 0;
    var total = Duration.ZERO;
    while (at < body.length() && matcher.find(at) && matcher.start() == at) {
      total = total.plus(part(Double.parseDouble(matcher.group(1)), matcher.group(2)));
      at = matcher.end();
    }
    if (at < body.length() || body.isEmpty()) {
      throw KubectlException.error("time: invalid duration \"" + text + "\"");
    }
    return negative ? total.negated() : total;
  }

  private static Duration part(double amount, String unit) {
    var nanos =
        switch (unit) {
          case "ns" -> 1d;
          case "us" -> 1e3;
          case "ms" -> 1e6;
          case "s" -> 1e9;
          case "m" -> 60e9;
          default -> 3600e9;
        };
    return Duration.ofNanos(Math.round(amount * nanos));
  }
}
