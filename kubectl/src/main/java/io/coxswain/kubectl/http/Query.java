package io.coxswain.kubectl.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The query of a request, built in order; absent and empty values are left out. */
public final class Query {
  private final StringBuilder text = new StringBuilder();

  public static Query of() {
    return new Query();
  }

  public Query with(String name, @Nullable Object value) {
    if (value != null && !value.toString().isEmpty()) {
      text.append(text.isEmpty() ? '?' : '&').append(encode(name)).append('=');
      text.append(encode(value.toString()));
    }
    return this;
  }

  /** The same, for a parameter whose empty value means something. */
  public Query withEmpty(String name, String value) {
    text.append(text.isEmpty() ? '?' : '&').append(encode(name)).append('=').append(encode(value));
    return this;
  }

  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
