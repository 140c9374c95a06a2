package io.coxswain.kubectl.invocation;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * The surroundings of one invocation: streams, environment, working directory, clock and the
 * installation's folder.
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    Path installation,
    InstantSource clock) {

  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
