package io.coxswain.kubectl.stream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Writes and reads tar archives (POSIX.1-1988 ustar, with GNU's and pax's long names on reading),
 * as far as copying files needs it: files, folders, and permissions. Links are left out, as
 * upstream does, because they can lead outside the destination.
 */
public final class Tar {
  private static final int BLOCK = 512;

  private Tar() {}

  /** Writes a file or a folder with everything below it under a name. */
  public static void write(Path source, String name, OutputStream out) throws IOException {
    entry(source, name, out);
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }

  private static void entry(Path path, String name, OutputStream out) throws IOException {
    if (Files.isDirectory(path)) {
      out.write(header(name + "/", '5', 0755, 0));
      List<Path> children;
      try (var list = Files.list(path)) {
        children = list.sorted().toList();
      }
      for (var child : children) {
        entry(child, name + "/" + child.getFileName(), out);
      }
    } else if (Files.isRegularFile(path)) {
      var size = Files.size(path);
      out.write(header(name, '0', Files.isExecutable(path) ? 0755 : 0644, size));
      try (var in = Files.newInputStream(path)) {
        copy(in, out, size);
      }
      out.write(new byte[padding(size)]);
    }
  }

  private static byte[] header(String name, char type, int mode, long size) throws IOException {
    var header = new byte[BLOCK];
    var bytes = name.getBytes(StandardCharsets.UTF_8);
    var cut = 0;
    if (bytes.length > 100) {
      cut = split(bytes);
      System.arraycopy(bytes, 0, header, 345, cut);
      cut++;
    }
    System.arraycopy(bytes, cut, header, 0, bytes.length - cut);
    octal(header, 100, 8, mode);
    octal(header, 108, 8, 0);
    octal(header, 116, 8, 0);
    octal(header, 124, 12, size);
    octal(header, 136, 12, 0);
    header[156] = (byte) type;
    text(header, 257, "ustar");
    text(header, 263, "00");
    Arrays.fill(header, 148, 156, (byte) ' ');
    octal(header, 148, 7, checksum(header));
    return header;
  }

  /** The slash between a prefix of at most 155 bytes and a name of at most 100. */
  private static int split(byte[] name) throws IOException {
    for (var i = Math.min(155, name.length - 2); i >= name.length - 101 && i > 0; i--) {
      if (name[i] == '/') {
        return i;
      }
    }
    throw new IOException("file name too long: " + new String(name, StandardCharsets.UTF_8));
  }

  private static void text(byte[] header, int at, String text) {
    var bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static void octal(byte[] header, int at, int length, long value) {
    text(header, at, ("%0" + (length - 1) + "o").formatted(value));
  }

  private static long checksum(byte[] header) {
    long sum = 0;
    for (var value : header) {
      sum += value & 0xFF;
    }
    return sum;
  }

  private static int padding(long size) {
    return (int) (-size & (BLOCK - 1));
  }

  private static void copy(InputStream in, OutputStream out, long size) throws IOException {
    var buffer = new byte[32 * 1024];
    for (var left = size; left > 0; ) {
      var count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new EOFException("file ended early");
      }
      out.write(buffer, 0, count);
      left -= count;
    }
  }

  /**
   * Extracts an archive: the entry called {@code root}, and what is below it, become {@code
   * target}. Returns warnings about entries that were left out.
   *
   * @throws IOException when the archive breaks off or a name leads outside the target
   */
  public static List<String> extract(InputStream in, String root, Path target) throws IOException {
    var warnings = new ArrayList<String>();
    var longName = "";
    while (true) {
      var header = in.readNBytes(BLOCK);
      if (header.length == 0 || header.length == BLOCK && checksum(header) == 0) {
        return warnings;
      }
      if (header.length < BLOCK) {
        throw new EOFException("archive ended early");
      }
      var size = number(header, 124, 12);
      var name = longName.isEmpty() ? name(header) : longName;
      longName = "";
      switch (header[156]) {
        case 'L' -> longName = string(in.readNBytes((int) size), 0, (int) size);
        case 'x' -> longName = paxPath(in.readNBytes((int) size));
        case '5' -> Files.createDirectories(place(name, root, target));
        case '0', 0 -> file(in, place(name, root, target), size, number(header, 100, 8));
        case 'g' -> in.skipNBytes(size);
        default -> {
          warnings.add("skipping " + name + ": links and special files are not copied");
          in.skipNBytes(size);
        }
      }
      if (header[156] != '5') {
        in.skipNBytes(padding(size));
      }
    }
  }

  private static void file(InputStream in, Path path, long size, long mode) throws IOException {
    var parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try (var out = Files.newOutputStream(path)) {
      copy(in, out, size);
    }
    if ((mode & 0100) != 0) {
      Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
      Files.setPosixFilePermissions(path, permissions);
    }
  }

  private static Path place(String name, String root, Path target) throws IOException {
    var stripped = name.replaceFirst("^/+", "").replaceFirst("/+$", "");
    if (!stripped.equals(root) && !stripped.startsWith(root + "/")) {
      throw new IOException("tar contents corrupted: unexpected entry " + name);
    }
    var below = stripped.substring(root.length()).replaceFirst("^/", "");
    var path = target.resolve(below).normalize();
    if (!path.startsWith(target.normalize())) {
      throw new IOException("tar contents corrupted: " + name + " leads outside the destination");
    }
    return below.isEmpty() ? target : path;
  }

  private static String name(byte[] header) {
    var prefix = string(header, 257, 5).equals("ustar") ? string(header, 345, 155) : "";
    var name = string(header, 0, 100);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** The path of a pax header, whose records are {@code LENGTH KEY=VALUE\n}. */
  private static String paxPath(byte[] records) {
    for (var line : new String(records, StandardCharsets.UTF_8).split("\n", -1)) {
      var key = line.indexOf(" path=");
      if (key >= 0) {
        return line.substring(key + 6);
      }
    }
    return "";
  }

  private static String string(byte[] bytes, int at, int length) {
    var end = at;
    while (end < at + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, at, end - at, StandardCharsets.UTF_8);
  }

  /** Octal digits, or a big-endian number where the first bit is set (GNU). */
  private static long number(byte[] header, int at, int length) {
    if (header[at] < 0) {
      long value = 0;
      for (var i = at + length - 8; i < at + length; i++) {
        value = value << 8 | header[i] & 0xFF;
      }
      return value;
    }
    var digits = string(header, at, length).strip();
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }
}
