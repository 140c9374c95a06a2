package io.coxswain.api.cron;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule of five fields (minute, hour, day of month, month, day of week) or a descriptor such
 * as {@code @daily} or {@code @every 1h30m}, with the meaning of robfig/cron, which upstream uses.
 */
public sealed interface CronSchedule {
  Map<String, String> DESCRIPTORS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  /** A schedule that can't be read; the message is robfig/cron's. */
  final class MalformedScheduleException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedScheduleException(String message) {
      super(message);
    }
  }

  /** The first time after another; empty where there is none within five years. */
  Optional<ZonedDateTime> next(ZonedDateTime after);

  /** Whether a schedule names its time zone itself, which CronJobs may not. */
  static boolean namesTimeZone(String schedule) {
    return schedule.contains("TZ");
  }

  /** The time zone of a name as the IANA database has it; empty for an unknown one. */
  static Optional<ZoneId> zone(String name) {
    return ZoneId.getAvailableZoneIds().contains(name)
        ? Optional.of(ZoneId.of(name))
        : Optional.empty();
  }

  /**
   * Reads a schedule.
   *
   * @throws MalformedScheduleException saying what is wrong
   */
  static CronSchedule parse(String text) throws MalformedScheduleException {
    var spec = text.strip();
    if (spec.isEmpty()) {
      throw new MalformedScheduleException("empty spec string");
    }
    if (spec.startsWith("@every ")) {
      return new Every(GoDurations.parse(spec.substring("@every ".length())));
    }
    if (spec.startsWith("@")) {
      var fields = DESCRIPTORS.get(spec);
      if (fields == null) {
        throw new MalformedScheduleException("unrecognized descriptor: " + spec);
      }
      return parse(fields);
    }
    var fields = spec.split("\\s+");
    if (fields.length != 5) {
      throw new MalformedScheduleException(
          "expected exactly 5 fields, found "
              + fields.length
              + ": ["
              + String.join(" ", fields)
              + "]");
    }
    return new Fields(
        CronField.MINUTE.parse(fields[0]),
        CronField.HOUR.parse(fields[1]),
        CronField.DAY_OF_MONTH.parse(fields[2]),
        CronField.MONTH.parse(fields[3]),
        CronField.DAY_OF_WEEK.parse(fields[4]));
  }

  /** Again and again after the same time; whole seconds. */
  record Every(Duration delay) implements CronSchedule {
    public Every {
      delay = delay.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : delay;
      delay = delay.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public Optional<ZonedDateTime> next(ZonedDateTime after) {
      return Optional.of(after.plus(delay).truncatedTo(ChronoUnit.SECONDS));
    }
  }

  /** Minutes at which all fields match; a set day of month or of week is enough of the two. */
  record Fields(
      CronField.Values minutes,
      CronField.Values hours,
      CronField.Values days,
      CronField.Values months,
      CronField.Values weekdays)
      implements CronSchedule {
    private static final int YEARS = 5;

    @Override
    public Optional<ZonedDateTime> next(ZonedDateTime after) {
      var time = after.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
      var last = after.plusYears(YEARS);
      while (!time.isAfter(last)) {
        if (!months.has(time.getMonthValue())) {
          time = time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
        } else if (!matchesDay(time)) {
          time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
        } else if (!hours.has(time.getHour())) {
          time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
        } else if (!minutes.has(time.getMinute())) {
          time = time.plusMinutes(1);
        } else {
          return Optional.of(time);
        }
      }
      return Optional.empty();
    }

    private boolean matchesDay(ZonedDateTime time) {
      var day = days.has(time.getDayOfMonth());
      var weekday = weekdays.has(time.getDayOfWeek().getValue() % 7);
      return days.any() || weekdays.any() ? day && weekday : day || weekday;
    }
  }
}
