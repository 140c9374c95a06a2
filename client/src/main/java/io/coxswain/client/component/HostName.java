package io.coxswain.client.component;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The name of this host, which needs to resolve to nothing (Go's {@code os.Hostname}). */
public final class HostName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  /** What the kernel says, in lower case; where it can't be asked, what the resolver knows. */
  public static String read() throws IOException {
    var name =
        Files.isReadable(KERNEL)
            ? Files.readString(KERNEL).strip()
            : InetAddress.getLocalHost().getHostName();
    return name.toLowerCase(Locale.ROOT);
  }
}
