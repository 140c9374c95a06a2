package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A check of a container; exactly one of its four ways is set. */
@ApiType("A check of a container; exactly one of its four ways is set.")
public record Probe(
    @ApiField(number = 2, doc = "Seconds from the container's start to the first check.")
        @Nullable Integer initialDelaySeconds,
    @ApiField(
            number = 3,
            doc = "Seconds after which a check failed; 1 unless set.",
            defaultValue = "1")
        @Nullable Integer timeoutSeconds,
    @ApiField(number = 4, doc = "Seconds between checks; 10 unless set.", defaultValue = "10")
        @Nullable Integer periodSeconds,
    @ApiField(
            number = 5,
            doc = "Successes in a row it takes to pass; 1 unless set.",
            defaultValue = "1")
        @Nullable Integer successThreshold,
    @ApiField(
            number = 6,
            doc = "Failures in a row it takes to fail; 3 unless set.",
            defaultValue = "3")
        @Nullable Integer failureThreshold,
    @ApiField(number = 7, doc = "Grace period for the container where this probe ends it.")
        @Nullable Long terminationGracePeriodSeconds,
    @ApiField(
            number = 1,
            within = 1,
            doc = "Run a command in the container; exit code 0 is success.")
        @Nullable ExecAction exec,
    @ApiField(number = 4, within = 1, doc = "Ask the gRPC health service.")
        @Nullable GRPCAction grpc,
    @ApiField(number = 2, within = 1, doc = "Send a GET; codes from 200 to 399 are success.")
        @Nullable HTTPGetAction httpGet,
    @ApiField(number = 3, within = 1, doc = "Open a connection.")
        @Nullable TCPSocketAction tcpSocket)
    implements ProbeBuilder.With {

  /** A question to a gRPC health service. */
  @ApiType("A question to a gRPC health service.")
  public record GRPCAction(
      @ApiField(number = 1, doc = "Port of the service.", required = true) Integer port,
      @ApiField(number = 2, doc = "Service that is asked about.", defaultValue = "\"\"")
          @Nullable String service)
      implements GRPCActionBuilder.With {}
}
