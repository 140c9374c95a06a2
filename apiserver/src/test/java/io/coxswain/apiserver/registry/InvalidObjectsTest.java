package io.coxswain.apiserver.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.registry.RegistryHarness.Answer;
import io.coxswain.apiserver.registry.decode.Decoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes in manifests and in updates are told as upstream tells them: golden pairs. */
final class InvalidObjectsTest {
  private static final String UID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final RegistryHarness API = new RegistryHarness();

  /**
   * A request and the errors it is answered with; none where upstream takes it.
   *
   * @param patch what is then changed in the object, empty for nothing
   * @param subresource through which it is changed, empty for the object itself
   * @param warnings advice that comes with the answer; not looked at where there is none
   */
  record Mistake(
      String path,
      String body,
      String subresource,
      String patch,
      List<String> errors,
      List<String> warnings) {
    @Override
    public String toString() {
      return path.substring(path.lastIndexOf('/') + 1)
          + " "
          + (errors.isEmpty() ? "taken: " + body + patch : errors.getFirst());
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
    var warnings = new ArrayList<String>();
    var patch = "";
    var subresource = "";
    for (var i = 1; i < lines.length; i++) {
      var brace = lines[i].indexOf('{');
      if (lines[i].startsWith("~")) {
        subresource = lines[i].substring(1, brace).strip();
        patch = lines[i].substring(brace);
      } else if (lines[i].startsWith("=!")) {
        warnings.add(lines[i].substring(3));
      } else if (!lines[i].equals("=> taken")) {
        errors.add(lines[i].substring(3));
      }
    }
    return new Mistake(
        lines[0].substring(0, space),
        lines[0].substring(space + 1),
        subresource,
        patch,
        errors,
        warnings);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void areToldAsUpstreamTellsThem(Mistake mistake) {
    var answer = mistake.patch().isEmpty() ? created(mistake, "?dryRun=All") : changed(mistake);
    var causes = new ArrayList<String>();
    for (var cause : answer.body().at("/details/causes")) {
      var message = cause.path("field").asString() + ": " + cause.path("message").asString();
      causes.add(shown(message));
    }
    assertThat(causes).as(answer.message()).containsExactlyElementsOf(mistake.errors());
    if (!mistake.warnings().isEmpty()) {
      assertThat(answer.warnings()).containsExactlyElementsOf(mistake.warnings());
    }
    if (mistake.errors().isEmpty()) {
      answer.isCode(mistake.patch().isEmpty() ? 201 : 200);
      return;
    }
    assertThat(answer.isCode(422).body().path("reason").asString()).isEqualTo("Invalid");
    var told = causes.stream().distinct().toList();
    var joined = String.join(", ", told);
    assertThat(shown(answer.message())).endsWith(told.size() > 1 ? "[" + joined + "]" : joined);
  }

  /** In one line, and without what differs each time. */
  private static String shown(String message) {
    return message.replaceAll(UID, "UID").replace("\n", " / ");
  }

  private static Answer created(Mistake mistake, String query) {
    return API.send("POST", mistake.path() + query, json(mistake.body()), "application/json");
  }

  private static Answer changed(Mistake mistake) {
    var object = created(mistake, "").isCode(201).body();
    var path = mistake.path() + "/" + object.at("/metadata/name").asString();
    var part = mistake.subresource().isEmpty() ? "" : "/" + mistake.subresource();
    return API.send("PATCH", path + part + "?dryRun=All", json(mistake.patch()), Patch.MERGE_PATCH);
  }

  private static byte[] json(String yaml) {
    return Json.bytes(Decoder.plainYaml(yaml.getBytes(UTF_8)));
  }
}
