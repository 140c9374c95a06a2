package io.coxswain.api.cron;

import io.coxswain.api.cron.CronSchedule.MalformedScheduleException;
import java.util.List;
import java.util.Locale;

/** One of the five fields of a schedule: its bounds, its names and its syntax. */
enum CronField {
  MINUTE(0, 59, List.of()),
  HOUR(0, 23, List.of()),
  DAY_OF_MONTH(1, 31, List.of()),
  MONTH(
      1,
      12,
      List.of(
          "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
  DAY_OF_WEEK(0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

  /**
   * The values a field matches.
   *
   * @param bits bit n is set where n matches
   * @param any the field is {@code *} or {@code ?}
   */
  record Values(long bits, boolean any) {
    boolean has(int value) {
      return (bits & 1L << value) != 0;
    }
  }

  private final int least;
  private final int most;
  private final List<String> names;

  CronField(int least, int most, List<String> names) {
    this.least = least;
    this.most = most;
    this.names = names;
  }

  /** {@code *}, {@code 1-5}, {@code mon-fri}, {@code 0/15}, and lists of these. */
  Values parse(String text) throws MalformedScheduleException {
    var all = new Values(0, false);
    for (var part : text.split(",")) {
      var values = range(part);
      all = new Values(all.bits | values.bits, all.any || values.any);
    }
    return all;
  }

  private Values range(String text) throws MalformedScheduleException {
    var rangeAndStep = text.split("/", -1);
    var ends = rangeAndStep[0].split("-", -1);
    var any = ends[0].equals("*") || ends[0].equals("?");
    int start;
    int end;
    if (any) {
      start = least;
      end = most;
    } else {
      start = value(ends[0]);
      end = ends.length == 1 ? start : value(ends[1]);
      if (ends.length > 2) {
        throw new MalformedScheduleException("too many hyphens: " + text);
      }
    }
    var step = 1;
    if (rangeAndStep.length == 2) {
      step = number(rangeAndStep[1]);
      if (ends.length == 1) {
        end = most;
      }
      any = any && step <= 1;
    } else if (rangeAndStep.length > 2) {
      throw new MalformedScheduleException("too many slashes: " + text);
    }
    check(text, start, end, step);
    var bits = 0L;
    for (var value = start; value <= end; value += step) {
      bits |= 1L << value;
    }
    return new Values(bits, any);
  }

  private void check(String text, int start, int end, int step) throws MalformedScheduleException {
    if (start < least) {
      throw new MalformedScheduleException(
          "beginning of range (" + start + ") below minimum (" + least + "): " + text);
    }
    if (end > most) {
      throw new MalformedScheduleException(
          "end of range (" + end + ") above maximum (" + most + "): " + text);
    }
    if (start > end) {
      throw new MalformedScheduleException(
          "beginning of range (" + start + ") beyond end of range (" + end + "): " + text);
    }
    if (step == 0) {
      throw new MalformedScheduleException("step of range should be a positive number: " + text);
    }
  }

  private int value(String text) throws MalformedScheduleException {
    var named = text.isEmpty() ? -1 : names.indexOf(text.toLowerCase(Locale.ROOT));
    return named >= 0 ? named : number(text);
  }

  private static int number(String text) throws MalformedScheduleException {
    try {
      var number = Integer.parseInt(text);
      if (number < 0) {
        throw new MalformedScheduleException(
            "negative number (" + number + ") not allowed: " + text);
      }
      return number;
    } catch (NumberFormatException e) {
      throw new MalformedScheduleException(
          "failed to parse int from "
              + text
              + ": strconv.Atoi: parsing \""
              + text
              + "\": invalid syntax");
    }
  }
}
