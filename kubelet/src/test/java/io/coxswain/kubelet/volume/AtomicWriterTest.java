package io.coxswain.kubelet.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.kubelet.volume.VolumeFiles.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicWriterTest {
  @TempDir Path folder;

  @Test
  void allFilesChangeTogetherAndOldOnesGo() throws IOException {
    var writer = new AtomicWriter(folder.resolve("v"), null);
    assertThat(writer.write(Map.of("a", text("1"), "dir/b", text("2")))).isTrue();
    var first = Files.readSymbolicLink(folder.resolve("v/..data"));
    assertThat(folder.resolve("v/a")).isSymbolicLink().hasContent("1");
    assertThat(folder.resolve("v/dir/b")).hasContent("2");
    assertThat(writer.write(Map.of("a", text("1"), "dir/b", text("2")))).isFalse();
    assertThat(Files.readSymbolicLink(folder.resolve("v/..data"))).isEqualTo(first);
    assertThat(writer.write(Map.of("a", text("3")))).isTrue();
    assertThat(folder.resolve("v/a")).hasContent("3");
    assertThat(folder.resolve("v/dir")).doesNotExist();
    assertThat(folder.resolve("v").resolve(first)).doesNotExist();
  }

  private static Content text(String text) {
    return new Content(text.getBytes(StandardCharsets.UTF_8), 0644);
  }
}
