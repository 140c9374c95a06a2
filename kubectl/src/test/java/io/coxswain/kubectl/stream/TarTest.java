package io.coxswain.kubectl.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {
  @TempDir Path directory;

  private static byte[] archive(Path source, String name) throws IOException {
    var out = new ByteArrayOutputStream();
    Tar.write(source, name, out);
    return out.toByteArray();
  }

  @Test
  void foldersComeBackAsTheyWere() throws IOException {
    var source = directory.resolve("source");
    var deep = source.resolve("d".repeat(90)).resolve("e".repeat(60));
    Files.createDirectories(deep);
    Files.writeString(deep.resolve("file"), "x".repeat(700));
    Files.writeString(source.resolve("empty"), "");
    var script = Files.writeString(source.resolve("script"), "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    var target = directory.resolve("target");

    var warnings = Tar.extract(new ByteArrayInputStream(archive(source, "r")), "r", target);

    assertThat(warnings).isEmpty();
    var file = target.resolve(source.relativize(deep)).resolve("file");
    assertThat(file).hasContent("x".repeat(700));
    assertThat(target.resolve("empty")).isEmptyFile();
    assertThat(target.resolve("script")).isExecutable();
  }

  @Test
  void namesThatLeadOutsideAreRefused() throws IOException {
    var file = Files.writeString(directory.resolve("f"), "x");
    var target = directory.resolve("target");
    assertThatThrownBy(
            () -> Tar.extract(new ByteArrayInputStream(archive(file, "r/../../evil")), "r", target))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("leads outside the destination");
    assertThat(directory.resolve("evil")).doesNotExist();
  }

  @Test
  void anArchiveThatBreaksOffIsAnError() throws IOException {
    var file = Files.writeString(directory.resolve("f"), "x".repeat(100));
    var broken = java.util.Arrays.copyOf(archive(file, "r"), 560);
    assertThatThrownBy(
            () -> Tar.extract(new ByteArrayInputStream(broken), "r", directory.resolve("t")))
        .isInstanceOf(IOException.class);
  }
}
