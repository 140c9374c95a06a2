package io.coxswain.kubelet.server.stream;

/** Which streams of a command are connected; with a terminal there is no separate error output. */
public record CommandFlags(boolean stdin, boolean stdout, boolean stderr, boolean tty) {
  /** How many SPDY streams the client opens, the one for the outcome included. */
  int streams() {
    return 1 + (stdin ? 1 : 0) + (stdout ? 1 : 0) + (stderr && !tty ? 1 : 0) + (tty ? 1 : 0);
  }
}
