package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.kustomize.ContentHash;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Makes a ConfigMap from literals and files; what is no UTF-8 goes to binaryData. */
public final class CreateConfigMapVerb extends GeneratorVerb {
  @Mixin DataSources sources = new DataSources();

  @Option(names = "--append-hash", description = "Append a hash of the content to the name.")
  boolean appendHash;

  @Override
  ObjectNode generate(Session session) {
    var configMap = object("v1", "ConfigMap", name());
    sources
        .read(session, "ConfigMap " + JsonWriter.quote(Trees.name(configMap)))
        .forEach(
            (key, value) -> {
              try {
                var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
                Trees.ensure(configMap, "data").put(key, text.toString());
              } catch (CharacterCodingException e) {
                var encoded = Base64.getEncoder().encodeToString(value);
                Trees.ensure(configMap, "binaryData").put(key, encoded);
              }
            });
    if (appendHash) {
      ContentHash.append(configMap);
    }
    return configMap;
  }
}
