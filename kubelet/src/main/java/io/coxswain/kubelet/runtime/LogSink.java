package io.coxswain.kubelet.runtime;

import java.io.IOException;

/** Takes a log's bytes in order; throwing ends the log. */
@FunctionalInterface
public interface LogSink {
  void write(byte[] bytes, boolean stderr) throws IOException;
}
