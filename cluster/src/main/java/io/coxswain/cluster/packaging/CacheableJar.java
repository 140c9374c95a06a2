package io.coxswain.cluster.packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a jar so that an AOT cache takes its classes: those of signed jars and those without
 * stack maps (before Java 6) are left out of caches. Signatures are dropped and old classes get
 * stack maps and the version of Java 8; nothing else changes.
 */
final class CacheableJar {
  private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

  /** Copying a method whole would keep its code as it is, without stack maps. */
  private static final MethodTransform WRITE_CODE_AGAIN =
      MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL);

  private CacheableJar() {}

  /**
   * Rewrites the jar where it is signed or holds old classes.
   *
   * @return whether it did
   */
  static boolean rewrite(Path jar) throws IOException {
    var rewritten = jar.resolveSibling(jar.getFileName() + ".cacheable");
    try (var in = new JarFile(jar.toFile(), false)) {
      if (!needsIt(in)) {
        return false;
      }
      try (var out = new JarOutputStream(Files.newOutputStream(rewritten))) {
        copy(in, out);
      }
    }
    Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }

  private static boolean needsIt(JarFile jar) throws IOException {
    for (var entries = jar.entries(); entries.hasMoreElements(); ) {
      var entry = entries.nextElement();
      if (isSignature(entry.getName())) {
        return true;
      }
      if (entry.getName().endsWith(".class")) {
        try (var in = jar.getInputStream(entry)) {
          if (isOld(in.readNBytes(8))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static void copy(JarFile in, JarOutputStream out) throws IOException {
    var resolver =
        ClassHierarchyResolver.ofResourceParsing(
                type -> stream(in, type.descriptorString().replaceAll("^L|;$", "") + ".class"))
            .orElse(ClassHierarchyResolver.defaultResolver())
            .cached();
    var classFile =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(resolver),
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
    for (var entries = in.entries(); entries.hasMoreElements(); ) {
      var entry = entries.nextElement();
      if (isSignature(entry.getName())) {
        continue;
      }
      var content = in.getInputStream(entry).readAllBytes();
      if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
        content = withoutDigests(in.getManifest());
      } else if (entry.getName().endsWith(".class") && isOld(content)) {
        content = withStackMaps(classFile, content);
      }
      var copy = new JarEntry(entry.getName());
      copy.setTime(entry.getTime());
      out.putNextEntry(copy);
      out.write(content);
      out.closeEntry();
    }
  }

  private static @Nullable InputStream stream(JarFile jar, String name) {
    var entry = jar.getEntry(name);
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] withStackMaps(ClassFile classFile, byte[] old) {
    var model = classFile.parse(old);
    return classFile.build(
        model.thisClass().asSymbol(),
        builder -> {
          builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
          for (var element : model) {
            switch (element) {
              case MethodModel method -> builder.transformMethod(method, WRITE_CODE_AGAIN);
              case ClassFileVersion replaced -> {}
              default -> builder.with(element);
            }
          }
        });
  }

  /** The manifest without what signatures sign: digests of single entries. */
  private static byte[] withoutDigests(Manifest manifest) throws IOException {
    var kept = new Manifest(manifest);
    for (var entry : manifest.getEntries().entrySet()) {
      var attributes = new Attributes(entry.getValue());
      attributes.keySet().removeIf(CacheableJar::isDigest);
      if (attributes.isEmpty()) {
        kept.getEntries().remove(entry.getKey());
      } else {
        kept.getEntries().put(entry.getKey(), attributes);
      }
    }
    var bytes = new ByteArrayOutputStream();
    kept.write(bytes);
    return bytes.toByteArray();
  }

  private static boolean isDigest(Object attribute) {
    return attribute.toString().toLowerCase(Locale.ROOT).contains("-digest");
  }

  private static boolean isSignature(String name) {
    var upper = name.toUpperCase(Locale.ROOT);
    return upper.startsWith("META-INF/")
        && upper.indexOf('/', "META-INF/".length()) < 0
        && (upper.endsWith(".SF")
            || upper.endsWith(".RSA")
            || upper.endsWith(".DSA")
            || upper.endsWith(".EC"));
  }

  /** Looks at the version in a class file's first eight bytes. */
  private static boolean isOld(byte[] classFile) {
    var major = (classFile[6] & 0xff) << 8 | classFile[7] & 0xff;
    return major < FIRST_WITH_STACK_MAPS;
  }
}
