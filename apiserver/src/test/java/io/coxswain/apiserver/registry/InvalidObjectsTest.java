package io.coxswain.apiserver.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.registry.decode.Decoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commonest mistakes in manifests are told as upstream tells them: golden pairs. */
final class InvalidObjectsTest {
  private static final RegistryHarness API = new RegistryHarness();

  /** A request and the errors it is answered with. */
  record Mistake(String path, String body, List<String> errors) {
    @Override
    public String toString() {
      return path.substring(path.lastIndexOf('/') + 1) + " " + errors.getFirst();
    }
  }

  static Stream<Mistake> mistakes() throws Exception {
    try (var file = InvalidObjectsTest.class.getResourceAsStream("invalid-objects.txt")) {
      var text = new String(file.readAllBytes(), UTF_8);
      return Arrays.stream(text.split("\n\n"))
          .filter(paragraph -> paragraph.startsWith("/"))
          .map(InvalidObjectsTest::mistake)
          .toList()
          .stream();
    }
  }

  private static Mistake mistake(String paragraph) {
    var lines = paragraph.strip().split("\n");
    var space = lines[0].indexOf(' ');
    var errors = new ArrayList<String>();
    for (var i = 1; i < lines.length; i++) {
      errors.add(lines[i].substring(3));
    }
    return new Mistake(lines[0].substring(0, space), lines[0].substring(space + 1), errors);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void areToldAsUpstreamTellsThem(Mistake mistake) {
    var body = Json.bytes(Decoder.plainYaml(mistake.body().getBytes(UTF_8)));
    var answer = API.send("POST", mistake.path() + "?dryRun=All", body, "application/json");
    var causes = new ArrayList<String>();
    for (var cause : answer.body().at("/details/causes")) {
      causes.add(cause.path("field").asString() + ": " + cause.path("message").asString());
    }
    assertThat(causes).as(answer.message()).containsExactlyInAnyOrderElementsOf(mistake.errors());
    assertThat(answer.isCode(422).body().path("reason").asString()).isEqualTo("Invalid");
    var joined = String.join(", ", causes);
    assertThat(answer.message()).endsWith(causes.size() > 1 ? "[" + joined + "]" : joined);
  }
}
