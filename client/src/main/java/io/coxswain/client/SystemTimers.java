package io.coxswain.client;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's clocks and one daemon thread for delayed actions. */
public final class SystemTimers implements Timers, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemTimers.class);

  private final ScheduledThreadPoolExecutor executor;

  public SystemTimers() {
    executor =
        new ScheduledThreadPoolExecutor(
            1, action -> Thread.ofPlatform().daemon().name("timers").unstarted(action));
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Scheduled after(Duration delay, Runnable action) {
    if (executor.isShutdown()) {
      return () -> {};
    }
    var future =
        executor.schedule(() -> run(action), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  private static void run(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("delayed action failed", e);
    }
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
