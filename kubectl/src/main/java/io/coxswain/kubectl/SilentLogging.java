package io.coxswain.kubectl;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * No log at all: what kubectl has to say it prints. The launcher names this class in {@code
 * slf4j.provider}, because looking for a provider would open every jar. SLF4J's own silent factory
 * would not do: Netty does not take it for one and looks for other libraries.
 */
public final class SilentLogging implements SLF4JServiceProvider {
  private final ILoggerFactory loggers = name -> NOPLogger.NOP_LOGGER;
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter diagnostics = new NOPMDCAdapter();

  @Override
  public void initialize() {}

  @Override
  public ILoggerFactory getLoggerFactory() {
    return loggers;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return diagnostics;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }
}
