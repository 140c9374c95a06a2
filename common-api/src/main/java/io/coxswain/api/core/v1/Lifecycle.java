package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** What happens around a container's start and end. */
@ApiType("What happens around a container's start and end.")
public record Lifecycle(
    @ApiField(
            number = 1,
            doc = "Runs right after the container's start; its failure ends the container.")
        @Nullable LifecycleHandler postStart,
    @ApiField(number = 2, doc = "Runs before the stop signal is sent.")
        @Nullable LifecycleHandler preStop,
    @ApiField(number = 3, doc = "Signal that asks the container to end; the image's unless set.")
        @Nullable String stopSignal)
    implements LifecycleBuilder.With {

  /** An action; exactly one is set. */
  @ApiType("An action; exactly one is set.")
  public record LifecycleHandler(
      @ApiField(number = 1, doc = "Run a command in the container.") @Nullable ExecAction exec,
      @ApiField(number = 2, doc = "Send a GET.") @Nullable HTTPGetAction httpGet,
      @ApiField(number = 3, doc = "Not supported; kept for old objects.")
          @Nullable TCPSocketAction tcpSocket,
      @ApiField(number = 4, doc = "Wait for some seconds.") @Nullable SleepAction sleep)
      implements LifecycleHandlerBuilder.With {}

  /** A pause. */
  @ApiType("A pause.")
  public record SleepAction(
      @ApiField(number = 1, doc = "Its length.", required = true) Long seconds)
      implements SleepActionBuilder.With {}
}
