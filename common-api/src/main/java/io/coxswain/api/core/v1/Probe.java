package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:Probe */
@ApiType("TYPEDOC:Probe")
public record Probe(
    @ApiField(number = 2, doc = "FIELD:Probe.initialDelaySeconds")
        @Nullable Integer initialDelaySeconds,
    @ApiField(number = 3, doc = "FIELD:Probe.timeoutSeconds", defaultValue = "1")
        @Nullable Integer timeoutSeconds,
    @ApiField(number = 4, doc = "FIELD:Probe.periodSeconds", defaultValue = "10")
        @Nullable Integer periodSeconds,
    @ApiField(number = 5, doc = "FIELD:Probe.successThreshold", defaultValue = "1")
        @Nullable Integer successThreshold,
    @ApiField(number = 6, doc = "FIELD:Probe.failureThreshold", defaultValue = "3")
        @Nullable Integer failureThreshold,
    @ApiField(number = 7, doc = "FIELD:Probe.terminationGracePeriodSeconds")
        @Nullable Long terminationGracePeriodSeconds,
    @ApiField(doc = "FIELD:Probe.exec") @Nullable ExecAction exec,
    @ApiField(doc = "FIELD:Probe.grpc") @Nullable GRPCAction grpc,
    @ApiField(doc = "FIELD:Probe.httpGet") @Nullable HTTPGetAction httpGet,
    @ApiField(doc = "FIELD:Probe.tcpSocket") @Nullable TCPSocketAction tcpSocket)
    implements ProbeBuilder.With {

  /** DOC:GRPCAction */
  @ApiType("TYPEDOC:GRPCAction")
  public record GRPCAction(
      @ApiField(number = 1, doc = "FIELD:GRPCAction.port", required = true) Integer port,
      @ApiField(number = 2, doc = "FIELD:GRPCAction.service", defaultValue = "\"\"")
          @Nullable String service)
      implements GRPCActionBuilder.With {}
}
