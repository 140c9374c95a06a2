package io.coxswain.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Whatever flag upstream's 1.33 offers, the verb takes. Lines of {@code VERB: FLAG...}. */
class FlagsTest {
  private static final class NoVerb extends Verb {
    @Override
    public int run(Session session) {
      return 0;
    }
  }

  @Test
  void everyFlagOfUpstreamIsKnown() throws Exception {
    List<String> lines;
    try (var file = getClass().getResourceAsStream("flags.txt")) {
      lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    assertThat(lines).hasSizeGreaterThan(60);
    var all = new SoftAssertions();
    for (var line : lines) {
      var parts = line.split(": ", 2);
      var verb = parts[0].equals("(all)") ? new NoVerb() : VerbCatalog.find(parts[0]);
      all.assertThat(verb).as(parts[0]).isNotNull();
      var known = Kubectl.commandLine(parts[0], verb).getCommandSpec().optionsMap().keySet();
      all.assertThat(known).as(parts[0]).contains(parts[1].split(" "));
    }
    all.assertAll();
  }
}
