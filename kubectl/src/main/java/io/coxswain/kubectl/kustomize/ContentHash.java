package io.coxswain.kubectl.kustomize;

import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.node.ObjectNode;

/**
 * The suffix of {@code --append-hash} and of generators: ten characters of the SHA-256 of what a
 * ConfigMap or Secret holds, in the alphabet of upstream's generated names, so that equal content
 * has the same name.
 */
public final class ContentHash {
  private ContentHash() {}

  /** Appends the hash of content and name, as {@code create} does. */
  public static void append(ObjectNode object) {
    append(object, Trees.name(object));
  }

  /** Appends the hash of the content alone, as kustomize does: prefixes don't change it. */
  static void appendNameless(ObjectNode object) {
    append(object, "");
  }

  private static void append(ObjectNode object, String hashedName) {
    var metadata = Trees.ensure(object, "metadata");
    metadata.put("name", Trees.name(object) + "-" + of(object, hashedName));
  }

  private static String of(ObjectNode object, String name) {
    var hashed = Trees.object();
    var secret = Trees.text(object, "kind").equals("Secret");
    if (!secret && Trees.has(object, "binaryData")) {
      hashed.set("binaryData", object.get("binaryData"));
    }
    if (Trees.has(object, "data")) {
      hashed.set("data", object.get("data"));
    } else {
      hashed.put("data", "");
    }
    hashed.put("kind", Trees.text(object, "kind"));
    hashed.put("name", name);
    if (secret) {
      hashed.put("type", Trees.text(object, "type"));
    }
    var hex = sha256(JsonWriter.compact(hashed));
    var result = new StringBuilder();
    for (var character : hex.substring(0, 10).toCharArray()) {
      result.append(
          switch (character) {
            case '0' -> 'g';
            case '1' -> 'h';
            case '3' -> 'k';
            case 'a' -> 'm';
            case 'e' -> 't';
            default -> character;
          });
    }
    return result.toString();
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
