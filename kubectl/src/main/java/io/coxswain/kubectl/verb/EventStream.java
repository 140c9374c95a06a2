package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.tree.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Reads a watch: one JSON event per line. */
final class EventStream {
  private EventStream() {}

  /** Hands over events until the consumer returns false or the server ends the watch. */
  static void read(ApiClient api, String path, String accept, Predicate<JsonNode> consumer) {
    try (var stream = api.open(path, accept)) {
      var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !consumer.test(JsonReader.read(line))) {
          return;
        }
      }
    } catch (IOException e) {
      throw api.unreachable(e);
    }
  }
}
