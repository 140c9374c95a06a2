package io.coxswain.api.core.v1;

import io.coxswain.api.IntOrString;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An HTTP GET. */
@ApiType("An HTTP GET.")
public record HTTPGetAction(
    @ApiField(number = 1, doc = "Path that is asked for; / unless set.", defaultValue = "\"/\"")
        @Nullable String path,
    @ApiField(number = 2, doc = "Number or name of the port.", required = true) IntOrString port,
    @ApiField(number = 3, doc = "Host to connect to; the pod's address unless set.")
        @Nullable String host,
    @ApiField(
            number = 4,
            doc = "HTTP or HTTPS; HTTP unless set.",
            defaultValue = "\"HTTP\"",
            enumValues = {"HTTP", "HTTPS"})
        @Nullable String scheme,
    @ApiField(number = 5, doc = "Headers of the request.") List<HTTPHeader> httpHeaders)
    implements HTTPGetActionBuilder.With {

  /** A header of a request. */
  @ApiType("A header of a request.")
  public record HTTPHeader(
      @ApiField(number = 1, doc = "Name of the header.", required = true) String name,
      @ApiField(number = 2, doc = "Value of the header.", required = true) String value)
      implements HTTPHeaderBuilder.With {}
}
