package io.coxswain.cluster;

import io.coxswain.cluster.Components.Launch;
import java.util.ArrayList;
import java.util.List;
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

  static Launch launch(List<Launch> parts) {
    var arguments = new ArrayList<String>();
    var heap = 0;
    for (var part : parts) {
      arguments.add(part.mainClass());
      arguments.addAll(part.arguments());
      arguments.add(SEPARATOR);
      heap = Math.max(heap, part.heapMegabytes());
    }
    return new Launch(NAME, SingleProcess.class.getName(), heap * 2, true, arguments);
  }

  /** Arguments: for each component its main class and its flags, ended by {@code --}. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    LoggerFactory
        .getILoggerFactory(); // bound once, before several threads would bind it at the same time
    var part = new ArrayList<String>();
    for (var argument : arguments) {
      if (argument.equals(SEPARATOR)) {
        startPart(part.getFirst(), part.subList(1, part.size()).toArray(String[]::new));
        part = new ArrayList<>();
      } else {
        part.add(argument);
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
