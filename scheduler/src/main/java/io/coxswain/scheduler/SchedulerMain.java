package io.coxswain.scheduler;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.coxswain.client.SystemTimers;
import io.coxswain.client.component.ComponentOptions;
import io.coxswain.client.component.HealthServer;
import io.coxswain.client.component.HostName;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The kube-scheduler process. Exits 0 on SIGTERM and 1 when it loses its Lease. */
@Command(
    name = "kube-scheduler",
    mixinStandardHelpOptions = true,
    description = "Gives every pending pod the node that suits it best.")
public final class SchedulerMain implements Callable<Integer> {
  private static final int DEFAULT_HEALTHZ_PORT = 10259;
  private static final String NAME = "kube-scheduler";

  @Mixin private ComponentOptions component;
  @Mixin private ComponentOptions.LeaderElection leaderElection;

  /** Starts with upstream's flags. */
  public static void main(String... arguments) {
    System.exit(new CommandLine(new SchedulerMain()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ((LoggerContext) LoggerFactory.getILoggerFactory())
        .getLogger("io.coxswain")
        .setLevel(Level.toLevel(component.logLevel()));
    var identity = HostName.read() + "_" + UUID.randomUUID();
    var options =
        new SchedulerOptions(
            leaderElection.enabled(),
            leaderElection.namespace(),
            leaderElection.name(NAME),
            identity);
    var stopped = new CountDownLatch(1);
    var leaseLost = new AtomicBoolean();
    try (var timers = new SystemTimers();
        var client = component.connect(NAME);
        var scheduler = Scheduler.start(options, client, timers, RandomGenerator.getDefault());
        var health =
            HealthServer.start(
                component.healthzPort(DEFAULT_HEALTHZ_PORT),
                Map.of(),
                () -> metrics(scheduler) + client.metrics())) {
      LoggerFactory.getLogger(SchedulerMain.class)
          .info("kube-scheduler is up; health on 127.0.0.1:{}", health.port());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(scheduler, stopped, leaseLost)));
      scheduler.awaitEnd();
      leaseLost.set(!scheduler.isClosed());
    } finally {
      stopped.countDown();
    }
    return 1; // reached by itself only; a signal ends in stop()
  }

  private static void stop(Scheduler scheduler, CountDownLatch stopped, AtomicBoolean leaseLost) {
    if (leaseLost.get()) {
      return;
    }
    scheduler.close();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0); // after a signal the JVM would exit 143
  }

  private static String metrics(Scheduler scheduler) {
    return "# TYPE leader_election_master_status gauge\n"
        + "leader_election_master_status{name=\""
        + NAME
        + "\"} "
        + (scheduler.isScheduling() ? 1 : 0)
        + "\n";
  }
}
