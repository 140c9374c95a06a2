package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:Lifecycle */
@ApiType("TYPEDOC:Lifecycle")
public record Lifecycle(
    @ApiField(number = 1, doc = "FIELD:Lifecycle.postStart") @Nullable LifecycleHandler postStart,
    @ApiField(number = 2, doc = "FIELD:Lifecycle.preStop") @Nullable LifecycleHandler preStop,
    @ApiField(number = 3, doc = "FIELD:Lifecycle.stopSignal") @Nullable String stopSignal)
    implements LifecycleBuilder.With {

  /** DOC:LifecycleHandler */
  @ApiType("TYPEDOC:LifecycleHandler")
  public record LifecycleHandler(
      @ApiField(number = 1, doc = "FIELD:LifecycleHandler.exec") @Nullable ExecAction exec,
      @ApiField(number = 2, doc = "FIELD:LifecycleHandler.httpGet") @Nullable HTTPGetAction httpGet,
      @ApiField(number = 3, doc = "FIELD:LifecycleHandler.tcpSocket")
          @Nullable TCPSocketAction tcpSocket,
      @ApiField(number = 4, doc = "FIELD:LifecycleHandler.sleep") @Nullable SleepAction sleep)
      implements LifecycleHandlerBuilder.With {}

  /** DOC:SleepAction */
  @ApiType("TYPEDOC:SleepAction")
  public record SleepAction(
      @ApiField(number = 1, doc = "FIELD:SleepAction.seconds", required = true) Long seconds)
      implements SleepActionBuilder.With {}
}
