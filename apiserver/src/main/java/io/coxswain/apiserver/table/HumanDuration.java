package io.coxswain.apiserver.table;

import java.time.Duration;

/** Durations as people read them: about three digits, as upstream's duration.HumanDuration. */
public final class HumanDuration {
  private HumanDuration() {}

  /** {@code 5s}, {@code 3m20s}, {@code 47h}, {@code 2d3h}, {@code 3y}. */
  public static String of(Duration duration) {
    var seconds = duration.toMillis() / 1000;
    if (seconds < -1) {
      return "<invalid>"; // a clock that is more than two seconds off
    }
    if (seconds < 120) {
      return Math.max(seconds, 0) + "s";
    }
    var minutes = seconds / 60;
    if (minutes < 10) {
      return pair(minutes, "m", seconds % 60, "s");
    }
    if (minutes < 180) {
      return minutes + "m";
    }
    var hours = minutes / 60;
    if (hours < 8) {
      return pair(hours, "h", minutes % 60, "m");
    }
    if (hours < 48) {
      return hours + "h";
    }
    var days = hours / 24;
    if (days < 8) {
      return pair(days, "d", hours % 24, "h");
    }
    if (days < 2 * 365) {
      return days + "d";
    }
    return days < 8 * 365 ? pair(days / 365, "y", days % 365, "d") : days / 365 + "y";
  }

  private static String pair(long big, String bigUnit, long small, String smallUnit) {
    return small == 0 ? big + bigUnit : big + bigUnit + small + smallUnit;
  }
}
