package io.coxswain.kubelet.pod;

import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.Lifecycle.LifecycleHandler;
import io.coxswain.api.core.v1.ProbeBuilder;
import io.coxswain.client.Timers;
import io.coxswain.kubelet.probe.ProbeAction;
import io.coxswain.kubelet.runtime.ContainerRuntime;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import java.time.Duration;
import java.util.Optional;

/** Runs postStart and preStop hooks. */
record Hooks(ContainerRuntime runtime, Timers timers) {
  /** The failure's text; empty where the hook succeeded. */
  Optional<String> run(
      LifecycleHandler handler,
      Container container,
      String containerId,
      String address,
      Duration limit)
      throws InterruptedException {
    try {
      var sleep = handler.sleep();
      if (sleep != null) {
        var wanted = Duration.ofSeconds(sleep.seconds());
        timers.sleep(wanted.compareTo(limit) > 0 ? limit : wanted);
        return Optional.empty();
      }
      var exec = handler.exec();
      if (exec != null) {
        var result = runtime.execSync(containerId, exec.command(), limit);
        if (result.timedOut()) {
          return Optional.of("command timed out");
        }
        return result.exitCode() == 0
            ? Optional.empty()
            : Optional.of(
                "command '%s' exited with %d: %s"
                    .formatted(
                        String.join(" ", exec.command()), result.exitCode(), result.output()));
      }
      var probe =
          ProbeBuilder.builder()
              .httpGet(handler.httpGet())
              .tcpSocket(handler.tcpSocket())
              .timeoutSeconds((int) Math.max(1, Math.min(limit.toSeconds(), 3600)))
              .build();
      var result =
          new ProbeAction(runtime, containerId, container, address, ProbeAction.LIFECYCLE)
              .run(probe);
      return result.success() ? Optional.empty() : Optional.of(result.output());
    } catch (ContainerRuntimeException e) {
      return Optional.of(e.text());
    }
  }
}
