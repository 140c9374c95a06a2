package io.coxswain.cluster.packaging;

import static java.lang.constant.ConstantDescs.CD_int;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheableJarTest {
  private static final String SIGNED_MANIFEST =
      """
      Manifest-Version: 1.0
      Main-Class: old.Larger

      Name: old/Larger.class
      SHA-256-Digest: AAAA

      Name: old/
      Sealed: true

      """;

  @TempDir Path folder;

  @Test
  void oldClassesGetStackMapsAndStillWork() throws Exception {
    var jar = jar(Map.of("old/Larger.class", larger(ClassFile.JAVA_5_VERSION), "a.txt", text("a")));

    assertThat(CacheableJar.rewrite(jar)).isTrue();

    try (var read = new JarFile(jar.toFile());
        var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      var version =
          ClassFile.of()
              .parse(read.getInputStream(read.getEntry("old/Larger.class")).readAllBytes())
              .majorVersion();
      assertThat(version).isEqualTo(ClassFile.JAVA_8_VERSION);
      // from version 51 on a class without right stack maps does not verify
      var method = loader.loadClass("old.Larger").getMethod("of", int.class, int.class);
      assertThat(method.invoke(null, 3, 7)).isEqualTo(7);
      assertThat(method.invoke(null, 9, 7)).isEqualTo(9);
      assertThat(read.getInputStream(read.getEntry("a.txt")).readAllBytes()).isEqualTo(text("a"));
    }
    assertThat(CacheableJar.rewrite(jar)).as("a second time").isFalse();
  }

  @Test
  void signaturesAndTheirDigestsAreDropped() throws IOException {
    var entries =
        new TreeMap<>(
            Map.of(
                "META-INF/SIGNER.SF", text("digests"),
                "META-INF/SIGNER.RSA", text("signature"),
                "META-INF/services/old.RSA", text("a service"),
                "old/Larger.class", larger(ClassFile.JAVA_8_VERSION)));
    entries.put(JarFile.MANIFEST_NAME, text(SIGNED_MANIFEST));
    var jar = jar(entries);

    assertThat(CacheableJar.rewrite(jar)).isTrue();

    try (var read = new JarFile(jar.toFile())) {
      assertThat(read.stream().map(JarEntry::getName))
          .containsExactlyInAnyOrder(
              JarFile.MANIFEST_NAME, "META-INF/services/old.RSA", "old/Larger.class");
      assertThat(read.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("old.Larger");
      assertThat(read.getManifest().getEntries()).containsOnlyKeys("old/");
    }
  }

  @Test
  void aJarThatIsFineIsNotTouched() throws IOException {
    var jar = jar(Map.of("old/Larger.class", larger(ClassFile.JAVA_8_VERSION)));
    var before = Files.readAllBytes(jar);

    assertThat(CacheableJar.rewrite(jar)).isFalse();
    assertThat(jar).hasBinaryContent(before);
  }

  /** A class with a branch: {@code static int of(int a, int b)}. */
  private static byte[] larger(int version) {
    var maps =
        version < ClassFile.JAVA_6_VERSION
            ? ClassFile.StackMapsOption.DROP_STACK_MAPS
            : ClassFile.StackMapsOption.GENERATE_STACK_MAPS;
    return ClassFile.of(maps)
        .build(
            ClassDesc.of("old.Larger"),
            builder ->
                builder
                    .withVersion(version, 0)
                    .withFlags(ClassFile.ACC_PUBLIC)
                    .withMethodBody(
                        "of",
                        MethodTypeDesc.of(CD_int, CD_int, CD_int),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code -> {
                          var second = code.newLabel();
                          code.iload(0).iload(1).if_icmplt(second);
                          code.iload(0).ireturn().labelBinding(second).iload(1).ireturn();
                        }));
  }

  private Path jar(Map<String, byte[]> entries) throws IOException {
    var jar = folder.resolve("some.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return jar;
  }

  private static byte[] text(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }
}
