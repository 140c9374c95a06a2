package io.coxswain.kubelet.pod;

import java.time.Duration;

/** Durations as Go prints them, which upstream's messages contain. */
public final class GoDuration {
  private GoDuration() {}

  public static String format(Duration duration) {
    var nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
    }
    if (nanos < 1_000_000_000) {
      return nanos < 1_000
          ? nanos + "ns"
          : nanos < 1_000_000 ? plain(nanos / 1e3) + "µs" : plain(nanos / 1e6) + "ms";
    }
    var hours = duration.toHours();
    var minutes = duration.toMinutesPart();
    var seconds = plain(nanos / 1e9 - hours * 3600 - minutes * 60) + "s";
    return hours > 0
        ? hours + "h" + minutes + "m" + seconds
        : minutes > 0 ? minutes + "m" + seconds : seconds;
  }

  private static String plain(double value) {
    return new java.math.BigDecimal(value)
        .setScale(3, java.math.RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
