package io.coxswain.proxy.userspace;

import java.io.Closeable;

/** One open listener. */
sealed interface Forwarder extends Closeable permits TcpForwarder, UdpForwarder {
  /** Changes where new connections go; established TCP connections stay. */
  void retarget(Target target);

  @Override
  void close();
}
