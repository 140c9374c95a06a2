package io.coxswain.kubelet.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The sandbox image: one static program, made here and loaded through the engine's API, so that no
 * registry is needed.
 */
final class PauseImage {
  static final String NAME = "coxswain.local/pause:1";

  private PauseImage() {}

  /** Loads the image unless the engine has it. */
  static void ensure(DockerClient docker, String architecture) {
    try {
      docker.inspectImageCmd(NAME).exec();
    } catch (NotFoundException missing) {
      docker.loadImageCmd(new ByteArrayInputStream(archive(architecture))).exec();
    }
  }

  /** The image as {@code docker save} writes one. */
  static byte[] archive(String architecture) {
    var dockerArchitecture =
        switch (architecture) {
          case "x86_64" -> "amd64";
          case "aarch64" -> "arm64";
          default -> architecture;
        };
    var layer = new Tar().file("pause", 0755, PauseProgram.elf(architecture)).end();
    var config =
        """
        {"architecture":"%s","os":"linux","created":"2026-01-01T00:00:00Z",\
        "config":{"Entrypoint":["/pause"],"WorkingDir":"/","User":"65535:65535"},\
        "rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}"""
            .formatted(dockerArchitecture, sha256(layer));
    var configName = sha256(config.getBytes(StandardCharsets.UTF_8)) + ".json";
    var manifest =
        """
        [{"Config":"%s","RepoTags":["%s"],"Layers":["layer.tar"]}]"""
            .formatted(configName, NAME);
    return new Tar()
        .file("layer.tar", 0644, layer)
        .file(configName, 0644, config.getBytes(StandardCharsets.UTF_8))
        .file("manifest.json", 0644, manifest.getBytes(StandardCharsets.UTF_8))
        .end();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a ustar archive of small files owned by root. */
  private static final class Tar {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Tar file(String name, int mode, byte[] content) {
      var header = new byte[512];
      put(header, 0, name);
      put(header, 100, "%07o".formatted(mode));
      put(header, 108, "0000000");
      put(header, 116, "0000000");
      put(header, 124, "%011o".formatted(content.length));
      put(header, 136, "%011o".formatted(0));
      put(header, 148, "        ");
      header[156] = '0';
      put(header, 257, "ustar");
      put(header, 263, "00");
      var sum = 0;
      for (var octet : header) {
        sum += octet & 0xff;
      }
      put(header, 148, "%06o".formatted(sum));
      header[154] = 0;
      out.writeBytes(header);
      out.writeBytes(content);
      out.writeBytes(new byte[(512 - content.length % 512) % 512]);
      return this;
    }

    byte[] end() {
      out.writeBytes(new byte[1024]);
      return out.toByteArray();
    }

    private static void put(byte[] header, int offset, String text) {
      var bytes = text.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
  }
}
