package io.coxswain.kubelet.runtime;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * A command, or a container's main process, with its streams connected. Closing {@link #stdin}
 * sends end of file. With a terminal everything comes on {@link #stdout} and {@link #stderr} is at
 * its end. Both outputs must be read, each by its own thread.
 */
public interface ExecSession extends AutoCloseable {
  /** Where input goes; fails on write where no input was asked for. */
  OutputStream stdin();

  InputStream stdout();

  InputStream stderr();

  /** Tells the terminal its new size in characters. */
  void resize(int width, int height);

  /** Waits for the output's end and returns the exit code; 0 after attach. */
  int awaitExit() throws InterruptedException;

  /** Disconnects; the process goes on unless it minds. */
  @Override
  void close();
}
