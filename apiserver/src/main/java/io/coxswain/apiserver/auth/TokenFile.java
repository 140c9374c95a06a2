package io.coxswain.apiserver.auth;

import io.coxswain.apiserver.request.UserInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of {@code --token-auth-file}: lines of {@code token,user,uid,"group1,group2"}. Tokens are
 * kept and compared as digests, so that comparing takes no measurable hint of them.
 */
public final class TokenFile implements Authenticator.Tokens {
  private final Map<String, UserInfo> users;

  private TokenFile(Map<String, UserInfo> users) {
    this.users = users;
  }

  /**
   * Reads a file.
   *
   * @throws IOException where the file can't be read or a line has fewer than three columns
   */
  public static TokenFile read(Path file) throws IOException {
    var users = new LinkedHashMap<String, UserInfo>();
    var number = 0;
    for (var line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      var columns = columns(line);
      if (columns.size() < 3 || columns.getFirst().isEmpty()) {
        throw new IOException(
            file + ":" + number + ": a token line has at least token, user name and user uid");
      }
      List<String> groups = new ArrayList<>();
      if (columns.size() > 3) {
        for (var group : columns.get(3).split(",")) {
          if (!group.isBlank()) {
            groups.add(group.strip());
          }
        }
      }
      groups.add("system:authenticated");
      users.put(
          digest(columns.get(0)),
          new UserInfo(columns.get(1), columns.get(2), List.copyOf(groups), Map.of()));
    }
    return new TokenFile(users);
  }

  private static List<String> columns(String line) {
    var columns = new ArrayList<String>();
    var column = new StringBuilder();
    var quoted = false;
    for (var character : line.toCharArray()) {
      if (character == '"') {
        quoted = !quoted;
      } else if (character == ',' && !quoted) {
        columns.add(column.toString().strip());
        column.setLength(0);
      } else {
        column.append(character);
      }
    }
    columns.add(column.toString().strip());
    return columns;
  }

  static String digest(String token) {
    try {
      var bytes = token.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public @Nullable UserInfo user(String token) {
    return users.get(digest(token));
  }
}
