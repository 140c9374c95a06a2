package io.coxswain.kubectl;

import io.coxswain.kubectl.invocation.Terminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/** The process's entry point: binds one invocation to the process's surroundings. */
public final class KubectlMain {
  private KubectlMain() {}

  public static void main(String[] arguments) {
    var out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 8192),
            false,
            StandardCharsets.UTF_8);
    var err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    var terminal =
        new Terminal(
            System.in,
            out,
            err,
            System.getenv(),
            Path.of("").toAbsolutePath(),
            Path.of(System.getProperty("coxswain.home", "/nonexistent")),
            InstantSource.system());
    var code = new Kubectl(terminal).run(arguments);
    out.flush();
    // Skips shutdown hooks' thread and any blocked stream reader: everything is flushed by now.
    Runtime.getRuntime().halt(code);
  }
}
