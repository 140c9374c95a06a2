package io.coxswain.cluster.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The set-up in code and {@code logback.xml} are the same. */
class QuickLoggingTest {
  private final LoggerContext file = new LoggerContext();
  private LoggerContext quick;

  @BeforeEach
  void configure() throws Exception {
    var reader = new JoranConfigurator();
    reader.setContext(file);
    reader.doConfigure(getClass().getResource("/logback.xml"));
    var logging = new QuickLogging();
    logging.initialize();
    quick = (LoggerContext) logging.getLoggerFactory();
  }

  @Test
  void logsTheSameLevelsToTheSameStream() {
    assertThat(levels(quick)).isEqualTo(levels(file)).isNotEmpty();
    assertThat(appender(quick).getTarget()).isEqualTo(appender(file).getTarget());
  }

  @Test
  void writesTheSameLines() {
    var failure = new IllegalStateException("outer", new RuntimeException("inner"));
    assertSameLine(Level.INFO, "2026-01-02T03:04:05.006Z", null);
    assertSameLine(Level.ERROR, "2026-11-12T13:14:15.160Z", null);
    assertSameLine(Level.WARN, "2026-07-31T23:59:59.999Z", failure);
  }

  private void assertSameLine(Level level, String time, Throwable failure) {
    var logger = file.getLogger("io.coxswain.Some");
    var event = new LoggingEvent("fqcn", logger, level, "said {}", failure, new Object[] {7});
    event.setInstant(Instant.parse(time));
    assertThat(line(quick, event)).isEqualTo(line(file, event)).contains("Some - said 7");
  }

  private static String line(LoggerContext context, ILoggingEvent event) {
    return new String(appender(context).getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  private static Map<String, String> levels(LoggerContext context) {
    var levels = new TreeMap<String, String>();
    for (var logger : context.getLoggerList()) {
      if (logger.getLevel() != null) {
        levels.put(logger.getName(), logger.getLevel().toString());
      }
    }
    return levels;
  }

  private static ConsoleAppender<ILoggingEvent> appender(LoggerContext context) {
    var appenders = context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
    var appender = (ConsoleAppender<ILoggingEvent>) appenders.next();
    assertThat(appenders.hasNext()).isFalse();
    return appender;
  }
}
