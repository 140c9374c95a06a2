package io.coxswain.api.meta.v1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * A point in time written with six fractional digits, as leases and events carry it (meta/v1
 * MicroTime).
 */
public record MicroTime(Instant instant) {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  public MicroTime {
    instant = instant.truncatedTo(ChronoUnit.MICROS);
  }

  /** Parses RFC 3339. */
  @JsonCreator
  public static MicroTime parse(String text) {
    return new MicroTime(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
  }

  @JsonValue
  @Override
  public String toString() {
    return FORMAT.format(instant);
  }
}
