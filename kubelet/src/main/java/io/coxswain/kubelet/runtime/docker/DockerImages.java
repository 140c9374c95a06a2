package io.coxswain.kubelet.runtime.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.Image;
import io.coxswain.kubelet.runtime.ImageInfo;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Image references and the engine's answers about images. */
final class DockerImages {
  private DockerImages() {}

  /** A reference with {@code :latest} where it names neither tag nor digest. */
  static String withTag(String reference) {
    var lastPart = reference.substring(reference.lastIndexOf('/') + 1);
    return lastPart.contains(":") || lastPart.contains("@") ? reference : reference + ":latest";
  }

  static ImageInfo info(InspectImageResponse image) {
    var config = image.getConfig();
    var user = config == null ? null : config.getUser();
    var size = image.getSize();
    return new ImageInfo(
        image.getId(),
        orEmpty(image.getRepoTags()),
        orEmpty(image.getRepoDigests()),
        size == null ? 0 : size,
        instant(image.getCreated()),
        user == null ? "" : user);
  }

  static ImageInfo info(Image image) {
    return new ImageInfo(
        image.getId(),
        list(image.getRepoTags()),
        list(image.getRepoDigests()),
        image.getSize() == null ? 0 : image.getSize(),
        Instant.ofEpochSecond(image.getCreated() == null ? 0 : image.getCreated()),
        "");
  }

  private static List<String> list(String @Nullable [] names) {
    return names == null
        ? List.of()
        : Arrays.stream(names).filter(n -> !n.startsWith("<none>")).toList();
  }

  private static List<String> orEmpty(@Nullable List<String> names) {
    return names == null ? List.of() : List.copyOf(names);
  }

  private static Instant instant(@Nullable String text) {
    return text == null || text.isEmpty()
        ? Instant.EPOCH
        : java.time.OffsetDateTime.parse(text).toInstant();
  }
}
