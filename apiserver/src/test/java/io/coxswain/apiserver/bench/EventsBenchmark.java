package io.coxswain.apiserver.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Delivers as many events as a server can: prints how many a second arrived, and whether each
 * watcher saw all writes of each writer once and in order, under revisions that only grow.
 */
@Command(name = "events-benchmark", mixinStandardHelpOptions = true)
public final class EventsBenchmark implements Runnable {
  private static final byte[] REVISION = "\"resourceVersion\":\"".getBytes();

  @Mixin Target target;

  @Option(names = "--watchers", defaultValue = "100")
  int watchers;

  @Option(names = "--rate", defaultValue = "2000", description = "writes per second")
  int rate;

  @Option(names = "--writers", defaultValue = "32")
  int writers;

  @Option(names = "--warm-up-seconds", defaultValue = "10")
  int warmUp;

  @Option(names = "--seconds", defaultValue = "10")
  int seconds;

  private final LongAdder received = new LongAdder();
  private final LongAdder missing = new LongAdder();
  private final LongAdder wrong = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder written = new LongAdder();
  private volatile boolean stop;

  public static void main(String[] arguments) {
    var benchmark = new EventsBenchmark();
    var code = new CommandLine(benchmark).execute(arguments);
    System.exit(code == 0 && !benchmark.isClean() ? 1 : code);
  }

  /** Whether each watcher saw every write once and in order, and no request failed. */
  private boolean isClean() {
    return missing.sum() == 0 && wrong.sum() == 0 && failures.sum() == 0;
  }

  @Override
  public void run() {
    try {
      measure();
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void measure() throws InterruptedException, IOException {
    var run = "e" + System.currentTimeMillis();
    var from = target.latestRevision();
    var begun = new CountDownLatch(watchers);
    var totals = new long[writers];
    var writing = new CountDownLatch(writers);

    for (var i = 0; i < watchers; i++) {
      var watcher = new Watcher(new long[writers]);
      Thread.ofVirtual().start(() -> watch(watcher, from, begun));
    }
    if (!begun.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not all watches began");
    }
    for (var i = 0; i < writers; i++) {
      var writer = i;
      Thread.ofVirtual().start(() -> totals[writer] = write(run, writer, writing));
    }
    TimeUnit.SECONDS.sleep(warmUp);
    var begin = System.nanoTime();
    var events = received.sum();
    var writes = written.sum();
    TimeUnit.SECONDS.sleep(seconds);
    var took = (System.nanoTime() - begin) / 1e9;
    events = received.sum() - events;
    writes = written.sum() - writes;
    stop = true;
    writing.await();
    var all = Arrays.stream(totals).sum();
    for (var waits = 0; waits < 100 && received.sum() < all * watchers; waits++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    missing.add(Math.max(0, all * watchers - received.sum()));
    System.out.printf(
        "watchers=%d writes=%.0f/s events=%.0f/s of %d in all: %d missing, %d repeated or out of"
            + " order%s%n",
        watchers,
        writes / took,
        events / took,
        all * watchers,
        missing.sum(),
        wrong.sum(),
        failures.sum() == 0 ? "" : "; void: " + failures.sum() + " requests failed");
  }

  /** Writes at its share of the rate until it is stopped; the result is how much it wrote. */
  private long write(String run, int writer, CountDownLatch done) {
    var number = 0L;
    try (var connection = target.connect()) {
      var begin = System.nanoTime();
      while (!stop) {
        var due = begin + number * writers * 1_000_000_000L / rate;
        while (System.nanoTime() < due) {
          TimeUnit.NANOSECONDS.sleep(Math.max(1, due - System.nanoTime()));
        }
        connection.post(
            target.configMaps(),
            Target.configMap(
                run + "-" + writer + "-" + number, "@" + writer + ":" + (number + 1) + "@"));
        number++;
        written.increment();
      }
    } catch (IOException | InterruptedException e) {
      failures.increment();
      System.err.println("a write failed: " + e);
    } finally {
      done.countDown();
    }
    return number;
  }

  private void watch(Watcher watcher, String from, CountDownLatch begun) {
    try (var connection = target.connect()) {
      var in = connection.watch(target.configMaps() + "?watch=1&resourceVersion=" + from);
      begun.countDown();
      watcher.read(in);
    } catch (IOException e) {
      failures.increment();
      System.err.println("a watch ended: " + e);
    }
  }

  /** What one watcher has seen: the last number of each writer, and the last revision. */
  private final class Watcher {
    private final long[] last;
    private long revision;

    Watcher(long[] last) {
      this.last = last;
    }

    void read(InputStream in) throws IOException {
      var buffer = new byte[1 << 20];
      var filled = 0;
      for (var size = in.read(buffer);
          size > 0;
          size = in.read(buffer, filled, buffer.length - filled)) {
        var end = filled + size;
        var start = 0;
        for (var i = filled; i < end; i++) {
          if (buffer[i] == '\n') {
            line(buffer, start, i);
            start = i + 1;
          }
        }
        filled = end - start;
        System.arraycopy(buffer, start, buffer, 0, filled);
      }
    }

    /** One event, or a part of the framing, which holds no mark. */
    private void line(byte[] bytes, int start, int end) {
      var close = end - 1;
      while (close > start && bytes[close] != '@') {
        close--;
      }
      var open = close - 1;
      while (open > start && bytes[open] != '@') {
        open--;
      }
      if (open <= start) {
        return;
      }
      var colon = open;
      while (bytes[colon] != ':') {
        colon++;
      }
      var writer = (int) number(bytes, open + 1);
      var number = number(bytes, colon + 1);
      var at = number(bytes, after(bytes, start, end));
      if (number != last[writer] + 1 || at <= revision) {
        wrong.increment();
      }
      last[writer] = number;
      revision = at;
      received.increment();
    }
  }

  private static long number(byte[] bytes, int at) {
    var number = 0L;
    for (var i = at; bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }

  private static int after(byte[] bytes, int start, int end) {
    for (var i = start; i < end - REVISION.length; i++) {
      if (bytes[i] == '"'
          && Arrays.equals(bytes, i, i + REVISION.length, REVISION, 0, REVISION.length)) {
        return i + REVISION.length;
      }
    }
    throw new IllegalStateException("an event without resourceVersion");
  }
}
