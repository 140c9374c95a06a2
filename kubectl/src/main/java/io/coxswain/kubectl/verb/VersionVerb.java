package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.tree.YamlWriter;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Prints the versions of kubectl and of the server. */
public final class VersionVerb extends Verb {
  /** The API level that this kubectl speaks. */
  @Option(names = "--client", description = "Do not ask the server.")
  boolean client;

  @Option(
      names = {"-o", "--output"},
      description = "json or yaml.")
  String output = "";

  @Override
  public int run(Session session) {
    var versions = Trees.object();
    var own = Trees.ensure(versions, "clientVersion");
    own.put("gitVersion", Session.VERSION);
    own.put("major", "1");
    own.put("minor", "34");
    own.put("platform", "java/" + Runtime.version().feature());
    if (!output.isEmpty() || client) {
      if (!client) {
        versions.set("serverVersion", session.api().get("/version"));
      }
      print(session, versions);
      return 0;
    }
    print(session, versions);
    session.out().flush();
    session
        .out()
        .println("Server Version: " + Trees.text(session.api().get("/version"), "gitVersion"));
    return 0;
  }

  private void print(Session session, ObjectNode versions) {
    session
        .out()
        .print(
            switch (output) {
              case "json" -> JsonWriter.indented(versions) + "\n";
              case "yaml" -> YamlWriter.write(versions);
              case "" -> "Client Version: " + Session.VERSION + "\n";
              default -> throw KubectlException.error("--output must be 'yaml' or 'json'");
            });
  }
}
