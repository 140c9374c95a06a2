package io.coxswain.api.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronScheduleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          * * * * *      | 2026-03-01T10:00:30Z | 2026-03-01T10:01:00Z
          */15 * * * *   | 2026-03-01T10:00:00Z | 2026-03-01T10:15:00Z
          5/20 * * * *   | 2026-03-01T10:26:00Z | 2026-03-01T10:45:00Z
          0 9 * * mon-fri| 2026-03-06T09:00:00Z | 2026-03-09T09:00:00Z
          0 0 13 * fri   | 2026-03-01T00:00:00Z | 2026-03-06T00:00:00Z
          0 0 31 * *     | 2026-04-01T00:00:00Z | 2026-05-31T00:00:00Z
          0 0 29 2 *     | 2026-03-01T00:00:00Z | 2028-02-29T00:00:00Z
          @hourly        | 2026-03-01T10:00:00Z | 2026-03-01T11:00:00Z
          @weekly        | 2026-03-02T00:00:00Z | 2026-03-08T00:00:00Z
          @every 1h30m   | 2026-03-01T10:00:00Z | 2026-03-01T11:30:00Z
          1,2 3-4 1 jan *| 2026-03-01T10:00:00Z | 2027-01-01T03:01:00Z
          """)
  void theNextTimeIsFound(String schedule, String after, String expected) throws Exception {
    assertThat(CronSchedule.parse(schedule).next(ZonedDateTime.parse(after)))
        .contains(ZonedDateTime.parse(expected));
  }

  @Test
  void timesThatNeverComeAreNone() throws Exception {
    assertThat(CronSchedule.parse("0 0 30 2 *").next(ZonedDateTime.parse("2026-03-01T00:00:00Z")))
        .isEmpty();
  }

  @Test
  void clocksThatJumpSkipWhatIsNotThere() throws Exception {
    var zone = CronSchedule.zone("Europe/Berlin").orElseThrow();
    var before = ZonedDateTime.of(2026, 3, 28, 12, 0, 0, 0, zone);
    assertThat(CronSchedule.parse("30 2 * * *").next(before))
        .contains(ZonedDateTime.of(2026, 3, 30, 2, 30, 0, 0, zone));
    assertThat(CronSchedule.zone("Mars/Base")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          * * * *      | expected exactly 5 fields, found 4: [* * * *]
          60 * * * *   | end of range (60) above maximum (59): 60
          * * 0 * *    | beginning of range (0) below minimum (1): 0
          5-3 * * * *  | beginning of range (5) beyond end of range (3): 5-3
          1-2-3 * * * *| too many hyphens: 1-2-3
          */0 * * * *  | step of range should be a positive number: */0
          x * * * *    | failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax
          @fortnightly | unrecognized descriptor: @fortnightly
          """)
  void whatIsNoScheduleIsRefused(String schedule, String message) {
    assertThatThrownBy(() -> CronSchedule.parse(schedule)).hasMessage(message);
  }
}
