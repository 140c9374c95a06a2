package io.coxswain.cluster;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;

/** Tells on standard error what the launcher is doing, each line with the time since it began. */
final class Progress {
  private final PrintStream out;
  private final InstantSource clock;
  private final java.time.Instant start;

  Progress(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    this.start = clock.instant();
  }

  void say(String text) {
    var elapsed = Duration.between(start, clock.instant());
    out.printf("%6.1fs  %s%n", elapsed.toMillis() / 1000.0, text);
  }
}
