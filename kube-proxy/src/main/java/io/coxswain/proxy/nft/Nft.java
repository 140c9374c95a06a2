package io.coxswain.proxy.nft;

import io.coxswain.proxy.host.Commands;
import java.io.IOException;
import java.util.List;

/** Runs {@code nft}. */
public final class Nft {
  private final Commands commands;

  public Nft(Commands commands) {
    this.commands = commands;
  }

  /** Whether nft is installed and this process may write rules; probes with a throw-away table. */
  public boolean available() {
    try {
      var probe = "coxswain-probe-" + ProcessHandle.current().pid();
      return commands
          .run(
              "add table inet " + probe + "\ndelete table inet " + probe + "\n",
              List.of("nft", "-f", "-"))
          .succeeded();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Applies a script as one transaction.
   *
   * @throws IOException with nft's message when the kernel or nft refuses it; nothing is changed
   *     then
   */
  public void apply(String script) throws IOException {
    var outcome = commands.run(script, List.of("nft", "-f", "-"));
    if (!outcome.succeeded()) {
      throw new IOException("nft: " + outcome.error());
    }
  }

  /** Whether the table, with its hooks, is still in the kernel. */
  public boolean present(String table) throws IOException {
    return commands.run("nft", "list", "chain", "inet", table, "nat-prerouting").succeeded()
        && commands.run("nft", "list", "chain", "inet", table, "services").succeeded();
  }
}
