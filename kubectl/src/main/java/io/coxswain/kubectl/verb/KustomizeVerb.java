package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.kustomize.FileTree;
import io.coxswain.kubectl.kustomize.Kustomize;
import io.coxswain.kubectl.tree.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the objects that a kustomization means. */
public final class KustomizeVerb extends Verb {
  @Option(
      names = {"-o", "--output"},
      description = "Write to this file.")
  @Nullable String output;

  @Option(
      names = {"--enable-helm"},
      description = "Accepted: no charts, plugins or containers are run.")
  boolean helm;

  @Option(names = "--enable-alpha-plugins", description = "Accepted: no plugins are run.")
  boolean plugins;

  @Option(names = "--as-current-user", description = "Accepted: no containers are run.")
  boolean asCurrentUser;

  @Option(names = "--network", description = "Accepted: no containers are run.")
  boolean network;

  @Option(names = "--network-name", description = "Accepted: no containers are run.")
  String networkName = "bridge";

  @Option(names = "--mount", description = "Accepted: no containers are run.")
  List<String> mounts = new ArrayList<>();

  @Option(
      names = {"-e", "--env"},
      description = "Accepted: no containers are run.")
  List<String> environment = new ArrayList<>();

  @Option(names = "--helm-command", description = "Accepted: no charts are rendered.")
  String helmCommand = "helm";

  @Option(names = "--helm-kube-version", description = "Accepted: no charts are rendered.")
  String helmKubeVersion = "";

  @Option(names = "--helm-api-versions", description = "Accepted: no charts are rendered.")
  List<String> helmApiVersions = new ArrayList<>();

  @Option(names = "--helm-debug", description = "Accepted: no charts are rendered.")
  boolean helmDebug;

  @Option(
      names = "--load-restrictor",
      description = "LoadRestrictionsRootOnly; files outside the folder are never read.")
  String loadRestrictor = "LoadRestrictionsRootOnly";

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (!loadRestrictor.equals("LoadRestrictionsRootOnly")) {
      throw KubectlException.error(
          "--load-restrictor=%s is not supported: only LoadRestrictionsRootOnly is"
              .formatted(loadRestrictor));
    }
    if (arguments.size() > 1) {
      throw KubectlException.error("specify one path to kustomization.yaml");
    }
    var shown = arguments.isEmpty() ? "." : arguments.getFirst();
    var kustomize = new Kustomize(FileTree.ofDisk());
    var text = new StringBuilder();
    for (var object : kustomize.build(session.terminal().directory(), shown)) {
      text.append(text.isEmpty() ? "" : "---\n").append(YamlWriter.write(object));
    }
    kustomize.warnings().forEach(session.err()::println);
    if (output == null) {
      session.out().print(text);
      return 0;
    }
    try {
      Files.writeString(session.terminal().directory().resolve(output), text);
    } catch (IOException e) {
      throw KubectlException.error("open " + output + ": " + e.getMessage());
    }
    return 0;
  }
}
