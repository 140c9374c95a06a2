package io.coxswain.kubelet.server.stream;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Connects to a loopback port inside another process's network namespace. A socket belongs to the
 * namespace of the thread that makes it: a platform thread enters with setns(2), connects, and
 * ends, so that no other code ever runs in there.
 */
public final class NetworkNamespaceDialer implements PortDialer {
  private static final int CLONE_NEWNET = 0x40000000;
  private static final int O_RDONLY = 0;
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  private final long process;

  /** {@code process} is a host process id in the namespace. */
  public NetworkNamespaceDialer(long process) {
    this.process = process;
  }

  /** Whether this process may enter namespaces: setns(2) wants CAP_SYS_ADMIN over its own. */
  public static boolean available() {
    var result = new CompletableFuture<Boolean>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                new NetworkNamespaceDialer(ProcessHandle.current().pid()).enter();
                result.complete(true);
              } catch (Throwable e) {
                result.complete(false);
              }
            });
    return result.join();
  }

  @Override
  public Socket dial(int port) throws IOException {
    var result = new CompletableFuture<Socket>();
    Thread.ofPlatform()
        .daemon()
        .name("dial-" + process + "-" + port)
        .start(
            () -> {
              try {
                enter();
                result.complete(connect(port));
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static Socket connect(int port) throws IOException {
    IOException first = null;
    for (var address : new String[] {"127.0.0.1", "::1"}) {
      var channel = SocketChannel.open();
      try {
        channel
            .socket()
            .connect(
                new InetSocketAddress(InetAddress.ofLiteral(address), port),
                CONNECT_TIMEOUT_MILLIS);
        return channel.socket();
      } catch (IOException e) {
        channel.close();
        first = first == null ? e : first;
      }
    }
    throw first == null ? new IOException("no loopback address") : first;
  }

  private void enter() throws Throwable {
    var linker = Linker.nativeLinker();
    try (var arena = Arena.ofConfined()) {
      var path = arena.allocateFrom("/proc/" + process + "/ns/net");
      var open =
          function(
              linker,
              "open",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
              true);
      var setns =
          function(
              linker,
              "setns",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
              false);
      var close =
          function(
              linker,
              "close",
              FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
              false);
      var file = (int) open.invokeExact(path, O_RDONLY);
      if (file < 0) {
        throw new IOException("process " + process + " of the pod has gone");
      }
      try {
        if ((int) setns.invokeExact(file, CLONE_NEWNET) != 0) {
          throw new IOException("cannot enter the network namespace of process " + process);
        }
      } finally {
        var ignored = (int) close.invokeExact(file);
      }
    }
  }

  @SuppressWarnings("restricted") // the launchers enable native access
  private static MethodHandle function(
      Linker linker, String name, FunctionDescriptor shape, boolean variadic) throws IOException {
    var symbol =
        linker
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new IOException("no " + name + "(2) here"));
    return variadic
        ? linker.downcallHandle(symbol, shape, Linker.Option.firstVariadicArg(2))
        : linker.downcallHandle(symbol, shape);
  }
}
