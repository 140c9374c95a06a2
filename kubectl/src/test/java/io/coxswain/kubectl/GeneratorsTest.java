package io.coxswain.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the generators of {@code create} print beside what kubectl 1.33 printed for the same words,
 * without the null creation timestamps that 1.34 leaves out.
 */
class GeneratorsTest {
  private static final String NOWHERE = "http://127.0.0.1:1";
  @TempDir Path directory;

  static List<Arguments> golden() throws IOException {
    try (var in =
        Objects.requireNonNull(
            GeneratorsTest.class.getResourceAsStream("/golden/generators.txt"))) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split("(?m)^\\$ "))
          .filter(block -> !block.isEmpty())
          .map(block -> block.split("\n", 2))
          .map(parts -> Arguments.of(parts[0], parts[1]))
          .toList();
    }
  }

  @Test
  void thereAreGenerators() throws IOException {
    assertThat(golden()).hasSizeGreaterThan(25);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("golden")
  void printsWhatUpstreamPrints(String commandLine, String expected) {
    var done = Invocation.run(NOWHERE, directory, commandLine);
    assertThat(done).isEqualTo(new Invocation(0, expected, ""));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          create deployment x | error: required flag(s) "image" not set
          create quota x --hard=cpu | error: invalid argument syntax "cpu", expected <resource>=<value>
          create role x --verb=get | error: at least one resource must be specified
          create role x --resource=pods | error: at least one verb must be specified
          create rolebinding x | error: exactly one of clusterrole or role must be specified
          create clusterrolebinding x | error: required flag(s) "clusterrole" not set
          create rolebinding x --role=r --serviceaccount=sa | error: serviceaccount must be <namespace>:<name>
          create pdb x --selector=a=b | error: one of min-available or max-unavailable must be specified
          create secret tls x --cert=c | error: key and cert must be specified
          create cronjob x | error: required flag(s) "image", "schedule" not set
          create ingress x --rule=foo | error: rule foo is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]
          autoscale deploy d | error: required flag(s) "max" not set
          """)
  void refusesInUpstreamsWords(String commandLine, String expected) {
    var done = Invocation.run(NOWHERE, directory, commandLine);
    assertThat(done).isEqualTo(new Invocation(1, "", expected + "\n"));
  }

  @Test
  void exposingWithoutAPortIsAMistakeOfUsage() {
    assertThat(Invocation.run(NOWHERE, directory, "run x --image=nginx --expose").err())
        .isEqualTo(
            "error: --port must be set when exposing a service\nSee 'kubectl run -h' for help and examples\n");
  }

  @Test
  void theHashOfContentIsUpstreams() {
    var done =
        Invocation.run(
            NOWHERE,
            directory,
            "create configmap x --from-literal=a=b --append-hash --dry-run=client -o name");
    assertThat(done.out()).isEqualTo("configmap/x-64686gkt6c\n");
  }
}
