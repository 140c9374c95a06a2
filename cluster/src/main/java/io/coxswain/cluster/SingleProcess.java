package io.coxswain.cluster;

import io.coxswain.cluster.Components.Launch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * All components in one JVM: the same main entry points with the same arguments, each on a thread
 * of its own. The process ends when it is told to; a component that fails ends it, so that the
 * launcher sees it.
 */
public final class SingleProcess {
  /** Name of the process that all components share. */
  static final String NAME = "coxswain";

  private static final String SEPARATOR = "--";

  private SingleProcess() {}

  /**
   * One launch for all.
   *
   * @param port where the first part will listen: until then it has every core to itself, and
   *     nobody backs off because it does not; 0 to start all at once
   */
  static Launch launch(List<Launch> parts, int port) {
    var arguments = new ArrayList<String>();
    arguments.add(Integer.toString(port));
    var heap = 0;
    for (var part : parts) {
      arguments.add(part.mainClass());
      arguments.addAll(part.arguments());
      arguments.add(SEPARATOR);
      heap = Math.max(heap, part.heapMegabytes());
    }
    return new Launch(NAME, SingleProcess.class.getName(), heap * 2, true, arguments);
  }

  /**
   * Arguments: the port of the first component, then for each component its main class and its
   * flags, ended by {@code --}.
   */
  public static void main(String[] arguments)
      throws ReflectiveOperationException, InterruptedException {
    LoggerFactory
        .getILoggerFactory(); // bound once, before several threads would bind it at the same time
    var port = Integer.parseInt(arguments[0]);
    var part = new ArrayList<String>();
    for (var argument : List.of(arguments).subList(1, arguments.length)) {
      if (argument.equals(SEPARATOR)) {
        startPart(part.getFirst(), part.subList(1, part.size()).toArray(String[]::new));
        part = new ArrayList<>();
        awaitListener(port);
        port = 0;
      } else {
        part.add(argument);
      }
    }
  }

  /** For half a minute: should it not come, the others say so better than this could. */
  private static void awaitListener(int port) throws InterruptedException {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (port != 0 && System.nanoTime() < end) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException notYet) {
        Thread.sleep(10);
      }
    }
  }

  private static void startPart(String mainClass, String[] arguments)
      throws ReflectiveOperationException {
    var main = Class.forName(mainClass).getMethod("main", String[].class);
    Thread.ofPlatform()
        .name(mainClass.substring(mainClass.lastIndexOf('.') + 1))
        .start(
            () -> {
              try {
                main.invoke(null, (Object) arguments);
              } catch (ReflectiveOperationException e) {
                e.printStackTrace();
                Runtime.getRuntime().halt(1);
              }
            });
  }
}
