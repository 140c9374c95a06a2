package io.coxswain.api.cron;

import io.coxswain.api.cron.CronSchedule.MalformedScheduleException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 1h30m}, {@code 90s}. */
public final class GoDurations {
  private static final Pattern PART = Pattern.compile("([0-9]*\\.?[0-9]+)(ns|us|µs|ms|s|m|h)");
  private static final Pattern WHOLE = Pattern.compile("(" + PART.pattern() + ")+");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private GoDurations() {}

  static Duration parse(String text) throws MalformedScheduleException {
    return read(text)
        .orElseThrow(
            () ->
                new MalformedScheduleException(
                    "failed to parse duration @every "
                        + text
                        + ": time: invalid duration \""
                        + text
                        + "\""));
  }

  /** A duration; empty where the text is none. */
  public static Optional<Duration> read(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    var sum = BigDecimal.ZERO;
    var parts = PART.matcher(text);
    while (parts.find()) {
      var unit = BigDecimal.valueOf(NANOS.getOrDefault(parts.group(2), 0L));
      sum = sum.add(new BigDecimal(parts.group(1)).multiply(unit));
    }
    return Optional.of(Duration.ofNanos(sum.longValue()));
  }
}
