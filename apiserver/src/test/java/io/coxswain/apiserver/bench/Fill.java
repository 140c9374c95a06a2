package io.coxswain.apiserver.bench;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates ConfigMaps c1, c2, ... of about 1 KB as they are served. */
@Command(name = "fill", mixinStandardHelpOptions = true)
public final class Fill implements Runnable {
  @Mixin Target target;

  @Option(names = "--count", defaultValue = "500")
  int count;

  /** With what the server adds, an object is then 1,024 bytes, give or take a few. */
  @Option(names = "--value-bytes", defaultValue = "630")
  int valueBytes;

  @Option(names = "--connections", defaultValue = "64")
  int connections;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Fill()).execute(arguments));
  }

  @Override
  public void run() {
    var next = new AtomicInteger();
    var failures = new ConcurrentLinkedQueue<IOException>();
    var done = new CountDownLatch(connections);
    for (var i = 0; i < connections; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var connection = target.connect()) {
                  var value = "x".repeat(valueBytes);
                  for (var n = next.incrementAndGet(); n <= count; n = next.incrementAndGet()) {
                    connection.post(target.configMaps(), Target.configMap("c" + n, value));
                  }
                } catch (IOException e) {
                  failures.add(e);
                } finally {
                  done.countDown();
                }
              });
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("a create failed", failures.peek());
    }
  }
}
