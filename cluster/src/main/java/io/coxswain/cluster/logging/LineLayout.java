package io.coxswain.cluster.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.TimeZone;

/**
 * The lines of {@code logback.xml}: local time, level, simple name of the logger, message, stack
 * trace. The pattern's own date would look for providers of time zones, which opens every jar of
 * the class path: a tenth of a second in each process.
 */
final class LineLayout extends LayoutBase<ILoggingEvent> {
  @Override
  public String doLayout(ILoggingEvent event) {
    var line = new StringBuilder(128);
    appendTime(line, event.getTimeStamp());
    var level = event.getLevel().toString();
    line.append(' ').append(level).repeat(' ', 5 - level.length());
    var logger = event.getLoggerName();
    line.append(' ').append(logger, logger.lastIndexOf('.') + 1, logger.length());
    line.append(" - ").append(event.getFormattedMessage()).append(System.lineSeparator());
    if (event.getThrowableProxy() != null) {
      line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return line.toString();
  }

  private static void appendTime(StringBuilder line, long millis) {
    var offset = ZoneOffset.ofTotalSeconds(TimeZone.getDefault().getOffset(millis) / 1000);
    var time = LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000), 0, offset);
    line.append(time.toLocalDate()).append('T');
    appendPadded(line, time.getHour(), 2).append(':');
    appendPadded(line, time.getMinute(), 2).append(':');
    appendPadded(line, time.getSecond(), 2).append('.');
    appendPadded(line, Math.floorMod(millis, 1000), 3);
  }

  private static StringBuilder appendPadded(StringBuilder line, int value, int width) {
    var digits = Integer.toString(value);
    return line.repeat('0', width - digits.length()).append(digits);
  }
}
