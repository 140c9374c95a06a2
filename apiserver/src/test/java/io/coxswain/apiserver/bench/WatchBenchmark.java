package io.coxswain.apiserver.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Many watchers of one namespace while something writes at a steady rate: prints the latency from
 * before the write was sent until a watcher has read its event.
 */
@Command(name = "watch-benchmark", mixinStandardHelpOptions = true)
public final class WatchBenchmark implements Runnable {
  @Mixin Target target;

  @Option(names = "--watchers", defaultValue = "1000")
  int watchers;

  @Option(names = "--rate", defaultValue = "100", description = "writes per second")
  int rate;

  @Option(names = "--warm-up-seconds", defaultValue = "10")
  int warmUp;

  @Option(names = "--seconds", defaultValue = "20")
  int seconds;

  private long[] latencies = new long[0];
  private final AtomicInteger measured = new AtomicInteger();
  private volatile boolean recording;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new WatchBenchmark()).execute(arguments));
  }

  @Override
  public void run() {
    try {
      measure();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void measure() throws Exception {
    latencies = new long[watchers * rate * (seconds + 2)];
    var ready = new CountDownLatch(watchers);
    for (var i = 0; i < watchers; i++) {
      Thread.ofVirtual().start(() -> watch(ready));
    }
    if (!ready.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not all watches began");
    }
    var writer = target.connect();
    var total = rate * (warmUp + seconds);
    var begin = System.nanoTime();
    for (var n = 0; n < total; n++) {
      recording = n >= rate * warmUp;
      var due = begin + n * 1_000_000_000L / rate;
      while (System.nanoTime() < due) {
        TimeUnit.NANOSECONDS.sleep(Math.max(1, due - System.nanoTime()));
      }
      write(writer, begin, n);
    }
    TimeUnit.SECONDS.sleep(2);
    var sample = Arrays.copyOf(latencies, Math.min(measured.get(), latencies.length));
    Arrays.sort(sample);
    System.out.printf(
        "watchers=%d rate=%d/s events=%d of %d p50=%.1fms p99=%.1fms max=%.1fms%n",
        watchers,
        rate,
        sample.length,
        watchers * rate * seconds,
        millis(sample, 0.50),
        millis(sample, 0.99),
        millis(sample, 1));
  }

  private static double millis(long[] sorted, double quantile) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * quantile)] / 1e6;
  }

  private void write(ApiConnection connection, long run, int number) throws IOException {
    var value = "x".repeat(600) + "@" + System.nanoTime() + "@";
    connection.post(target.configMaps(), Target.configMap("w-%d-%d".formatted(run, number), value));
  }

  private void watch(CountDownLatch ready) {
    try (var connection = target.connect()) {
      // resourceVersion is asked for first, so that nothing old is sent
      var in =
          connection.watch(
              target.configMaps() + "?watch=1&resourceVersion=" + target.latestRevision());
      var buffer = new byte[64 * 1024];
      var number = ByteBuffer.allocate(32);
      var inside = false;
      ready.countDown();
      for (var size = in.read(buffer); size > 0; size = in.read(buffer)) {
        for (var i = 0; i < size; i++) {
          if (buffer[i] == '@') {
            if (inside) {
              record(number);
            }
            inside = !inside;
            number.clear();
          } else if (inside && number.hasRemaining()) {
            number.put(buffer[i]);
          }
        }
      }
    } catch (IOException e) {
      System.err.println("a watch ended: " + e);
    }
  }

  private void record(ByteBuffer digits) {
    if (!recording) {
      return;
    }
    var text = new String(digits.array(), 0, digits.position(), StandardCharsets.US_ASCII);
    var at = measured.getAndIncrement();
    if (at < latencies.length) {
      latencies[at] = System.nanoTime() - Long.parseLong(text);
    }
  }
}
