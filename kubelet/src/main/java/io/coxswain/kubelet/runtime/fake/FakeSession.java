package io.coxswain.kubelet.runtime.fake;

import io.coxswain.kubelet.runtime.ExecSession;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A session whose command has already run; input goes nowhere. */
record FakeSession(String output, int exitCode) implements ExecSession {
  static ExecSession of(Optional<FakeScript> script, FakeRuntime.Delay delay) {
    var text = new StringBuilder();
    try {
      var code = script.isEmpty() ? 0 : script.get().run(text::append, delay);
      return new FakeSession(text.toString(), code);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new FakeSession(text.toString(), 130);
    }
  }

  @Override
  public OutputStream stdin() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream stdout() {
    return new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public InputStream stderr() {
    return InputStream.nullInputStream();
  }

  @Override
  public void resize(int width, int height) {}

  @Override
  public int awaitExit() {
    return exitCode;
  }

  @Override
  public void close() {}
}
