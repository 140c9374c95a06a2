package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.kustomize.ContentHash;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Makes a Secret: {@code create secret generic|tls|docker-registry NAME}. */
public final class CreateSecretVerb extends GeneratorVerb {
  @Mixin DataSources sources = new DataSources();

  @Option(names = "--type", description = "generic: type of the secret.")
  String type = "";

  @Option(names = "--cert", description = "tls: file with the certificate, PEM.")
  String certificate = "";

  @Option(names = "--key", description = "tls: file with the key, PEM.")
  String key = "";

  @Option(names = "--docker-server", description = "docker-registry: address of the registry.")
  String server = "https://index.docker.io/v1/";

  @Option(names = "--docker-username", description = "docker-registry: user name.")
  String username = "";

  @Option(names = "--docker-password", description = "docker-registry: password.")
  String password = "";

  @Option(names = "--docker-email", description = "docker-registry: address of the user.")
  String email = "";

  @Option(names = "--append-hash", description = "Append a hash of the content to the name.")
  boolean appendHash;

  @Override
  ObjectNode generate(Session session) {
    var word = arguments.isEmpty() ? "" : arguments.removeFirst();
    var secret =
        switch (word) {
          case "generic" -> generic(session);
          case "tls" -> tls(session);
          case "docker-registry" -> registry(session);
          case "" ->
              throw KubectlException.error(
                  "a kind of secret is required: docker-registry, generic or tls");
          default -> throw usage("unknown command " + JsonWriter.quote(said(word)));
        };
    if (appendHash) {
      ContentHash.append(secret);
    }
    return secret;
  }

  private ObjectNode generic(Session session) {
    var secret = object("v1", "Secret", name());
    sources
        .read(session, "Secret " + JsonWriter.quote(Trees.name(secret)))
        .forEach((name, value) -> put(secret, name, value));
    if (!type.isEmpty()) {
      secret.put("type", type);
    }
    return secret;
  }

  private ObjectNode tls(Session session) {
    if (key.isEmpty() || certificate.isEmpty()) {
      throw KubectlException.error("key and cert must be specified");
    }
    var secret = object("v1", "Secret", name());
    put(secret, "tls.crt", read(session, certificate));
    put(secret, "tls.key", read(session, key));
    secret.put("type", "kubernetes.io/tls");
    return secret;
  }

  private ObjectNode registry(Session session) {
    var secret = object("v1", "Secret", name());
    var data = sources.read(session, "Secret " + JsonWriter.quote(Trees.name(secret)));
    if (data.isEmpty()) {
      if (username.isEmpty() || password.isEmpty()) {
        throw KubectlException.error(
            "either --from-file or the combination of --docker-username, --docker-password and --docker-server is required");
      }
      put(secret, ".dockerconfigjson", credentials().getBytes(StandardCharsets.UTF_8));
    } else {
      data.forEach((name, value) -> put(secret, name, value));
    }
    secret.put("type", "kubernetes.io/dockerconfigjson");
    return secret;
  }

  /** The {@code config.json} of Docker that logs in to one registry. */
  private String credentials() {
    var login = Trees.object();
    login.put("username", username);
    login.put("password", password);
    if (!email.isEmpty()) {
      login.put("email", email);
    }
    var pair = username + ":" + password;
    login.put("auth", Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    var config = Trees.object();
    Trees.ensure(config, "auths").set(server, login);
    return config.toString();
  }

  private static void put(ObjectNode secret, String name, byte[] value) {
    Trees.ensure(secret, "data").put(name, Base64.getEncoder().encodeToString(value));
  }

  private static byte[] read(Session session, String file) {
    try {
      return Files.readAllBytes(session.terminal().directory().resolve(file));
    } catch (IOException e) {
      throw KubectlException.error(
          "Cannot read file %s, open %s: no such file or directory".formatted(file, file));
    }
  }
}
