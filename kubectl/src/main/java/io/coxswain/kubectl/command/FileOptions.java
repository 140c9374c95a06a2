package io.coxswain.kubectl.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which files hold the objects. */
public final class FileOptions {
  @Option(
      names = {"-f", "--filename"},
      split = ",",
      paramLabel = "FILE",
      description = "File, folder, URL, or - for standard input; can be repeated.")
  public List<String> files = new ArrayList<>();

  @Option(
      names = {"-R", "--recursive"},
      description = "Read folders within folders too.")
  public boolean recursive;

  @Option(
      names = {"-k", "--kustomize"},
      paramLabel = "FOLDER",
      description = "Folder with a kustomization; instead of -f.")
  public String kustomize = "";

  public boolean isEmpty() {
    return files.isEmpty() && kustomize.isEmpty();
  }
}
