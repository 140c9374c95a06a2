package io.coxswain.kubelet.server.stream;

import java.io.IOException;
import java.net.Socket;

/** Connects to a port of a pod, as seen from inside of it. */
@FunctionalInterface
public interface PortDialer {
  Socket dial(int port) throws IOException;
}
