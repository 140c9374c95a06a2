package io.coxswain.cluster.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class QuickLoggingTest {
  /** What a context writes, as far as {@code logback.xml} decides it. */
  private record Setup(String target, String pattern, Map<String, String> levels) {
    static Setup of(LoggerContext context) {
      var appenders = context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
      var appender = (ConsoleAppender<ILoggingEvent>) appenders.next();
      assertThat(appenders.hasNext()).isFalse();
      var encoder = (PatternLayoutEncoder) appender.getEncoder();
      var levels = new TreeMap<String, String>();
      for (var logger : context.getLoggerList()) {
        if (logger.getLevel() != null) {
          levels.put(logger.getName(), logger.getLevel().toString());
        }
      }
      return new Setup(appender.getTarget(), encoder.getPattern(), levels);
    }
  }

  @Test
  void writesWhatTheConfigurationFileSays() throws Exception {
    var file = new LoggerContext();
    var reader = new JoranConfigurator();
    reader.setContext(file);
    reader.doConfigure(getClass().getResource("/logback.xml"));

    var quick = new QuickLogging();
    quick.initialize();

    var setup = Setup.of((LoggerContext) quick.getLoggerFactory());
    assertThat(setup).isEqualTo(Setup.of(file));
    assertThat(List.of(setup.pattern(), setup.target())).doesNotContainNull();
  }
}
