package io.coxswain.kubelet.runtime.fake;

import io.coxswain.kubelet.runtime.ContainerConfig;
import io.coxswain.kubelet.runtime.LogOptions;
import io.coxswain.kubelet.runtime.LogSink;
import io.coxswain.kubelet.runtime.RuntimeContainer;
import io.coxswain.kubelet.runtime.RuntimeContainer.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A simulated container with its log; guarded by its monitor, which followers of the log wait on.
 */
final class FakeContainer {
  private final String id;
  private final ContainerConfig config;
  private final Instant createdAt;
  private final List<String> lines = new ArrayList<>();
  private State state = State.CREATED;
  private @Nullable Instant startedAt;
  private @Nullable Instant finishedAt;
  private int exitCode;

  FakeContainer(String id, ContainerConfig config, Instant createdAt) {
    this.id = id;
    this.config = config;
    this.createdAt = createdAt;
  }

  ContainerConfig config() {
    return config;
  }

  /** False where it runs or has run already. */
  synchronized boolean start(Instant now) {
    if (state != State.CREATED) {
      return false;
    }
    state = State.RUNNING;
    startedAt = now;
    return true;
  }

  /** False where it had ended before. */
  synchronized boolean end(int code, Instant now) {
    if (state == State.EXITED) {
      return false;
    }
    state = State.EXITED;
    exitCode = code;
    finishedAt = now;
    notifyAll();
    return true;
  }

  synchronized void print(String line) {
    if (state == State.RUNNING) {
      lines.add(line);
      notifyAll();
    }
  }

  synchronized RuntimeContainer view() {
    return new RuntimeContainer(
        id,
        config.pod(),
        config.name(),
        config.attempt(),
        config.sandboxId(),
        state,
        createdAt,
        startedAt,
        finishedAt,
        exitCode,
        false,
        "",
        config.imageId(),
        config.imageId(),
        config.hash(),
        config.terminationMessage(),
        0);
  }

  void log(LogOptions options, LogSink sink) throws IOException, InterruptedException {
    var tail = options.tailLines();
    var next = 0;
    synchronized (this) {
      next = tail == null ? 0 : (int) Math.max(0, lines.size() - tail);
    }
    var left = options.limitBytes() == null ? Long.MAX_VALUE : options.limitBytes();
    while (left > 0) {
      String line;
      synchronized (this) {
        while (next >= lines.size() && options.follow() && state == State.RUNNING) {
          wait();
        }
        if (next >= lines.size()) {
          return;
        }
        line = lines.get(next++);
      }
      var bytes = line.getBytes(StandardCharsets.UTF_8);
      var part = bytes.length > left ? java.util.Arrays.copyOf(bytes, (int) left) : bytes;
      left -= part.length;
      sink.write(part, false);
    }
  }

  static String hex(byte[] seed) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(seed));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
