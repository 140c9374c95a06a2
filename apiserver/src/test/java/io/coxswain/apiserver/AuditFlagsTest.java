package io.coxswain.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.apiserver.audit.backend.AuditOptions;
import io.coxswain.apiserver.audit.backend.AuditOptions.Batch;
import io.coxswain.apiserver.audit.backend.AuditOptions.Format;
import io.coxswain.apiserver.audit.backend.AuditOptions.Mode;
import io.coxswain.apiserver.audit.backend.AuditOptions.Rotation;
import io.coxswain.apiserver.audit.backend.AuditOptions.Truncation;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The flags of the audit log: upstream's defaults and refusals. */
class AuditFlagsTest {
  private static final Truncation NOT_TRUNCATED = new Truncation(false, 10485760, 102400);

  @Command
  private static final class Server {
    @Mixin AuditFlags audit = new AuditFlags();
  }

  private static AuditOptions read(String... arguments) {
    var server = new Server();
    new CommandLine(server).parseArgs(arguments);
    return server.audit.options();
  }

  @Test
  void defaultsAreUpstreams() {
    assertThat(read()).isEqualTo(AuditOptions.NONE);
    assertThat(read("--audit-policy-file=p", "--audit-log-path=-", "--audit-webhook-config-file=k"))
        .isEqualTo(
            new AuditOptions(
                Path.of("p"),
                new AuditOptions.Log(
                    "-",
                    Format.JSON,
                    new Rotation(0, 0, 0, false),
                    Mode.BLOCKING,
                    new Batch(10000, 1, Duration.ZERO, false, 0, 0, false),
                    NOT_TRUNCATED),
                new AuditOptions.Webhook(
                    Path.of("k"),
                    Duration.ofSeconds(10),
                    Mode.BATCH,
                    new Batch(10000, 400, Duration.ofSeconds(30), true, 10, 15, true),
                    NOT_TRUNCATED)));
  }

  @Test
  void everyFlagCounts() {
    var log =
        read(
                "--audit-log-path=a.log",
                "--audit-log-format=legacy",
                "--audit-log-maxage=1",
                "--audit-log-maxbackup=2",
                "--audit-log-maxsize=3",
                "--audit-log-compress",
                "--audit-log-mode=batch",
                "--audit-log-batch-buffer-size=4",
                "--audit-log-batch-max-size=5",
                "--audit-log-batch-max-wait=6s",
                "--audit-log-batch-throttle-enable",
                "--audit-log-batch-throttle-qps=7.5",
                "--audit-log-batch-throttle-burst=8",
                "--audit-log-truncate-enabled",
                "--audit-log-truncate-max-batch-size=10",
                "--audit-log-truncate-max-event-size=9")
            .log();
    assertThat(log)
        .isEqualTo(
            new AuditOptions.Log(
                "a.log",
                Format.LEGACY,
                new Rotation(1, 2, 3, true),
                Mode.BATCH,
                new Batch(4, 5, Duration.ofSeconds(6), true, 7.5, 8, false),
                new Truncation(true, 10, 9)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--audit-log-mode=never                   | invalid audit log mode never, allowed modes are \"batch,blocking,blocking-strict\"",
        "--audit-log-format=xml                   | invalid audit log format xml, allowed formats are",
        "--audit-log-version=audit.k8s.io/v1beta1 | invalid group version audit.k8s.io/v1beta1",
        "--audit-log-maxage=-1                    | -1 can't be a negative number",
        "--audit-log-maxbackup=-2                 | -2 can't be a negative number",
        "--audit-log-maxsize=-3                   | -3 can't be a negative number",
        "--audit-log-batch-max-wait=soon          | not a duration such as 1m0s: soon",
        "--audit-log-truncate-max-event-size=0    | must be a positive number",
        "--audit-log-truncate-max-batch-size=1    | must be greater than max event size (102400)",
      })
  void wrongValuesAreNamed(String flag, String problem) {
    assertThatThrownBy(() -> read("--audit-log-path=-", flag))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(flag.substring(0, flag.indexOf('=')))
        .hasMessageContaining(problem);
    assertThat(read(flag).log()).isNull(); // what is not used is not looked at
  }

  @Test
  void batchesAreLookedAtInBatchModeOnly() {
    assertThat(read("--audit-log-path=-", "--audit-log-batch-max-size=0").log()).isNotNull();
    assertThatThrownBy(
            () ->
                read(
                    "--audit-log-path=-", "--audit-log-mode=batch", "--audit-log-batch-max-size=0"))
        .hasMessageContaining("--audit-log-batch-max-size");
  }
}
