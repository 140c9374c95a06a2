package io.coxswain.api.core.v1;

import io.coxswain.api.IntOrString;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:HTTPGetAction */
@ApiType("TYPEDOC:HTTPGetAction")
public record HTTPGetAction(
    @ApiField(number = 1, doc = "FIELD:HTTPGetAction.path", defaultValue = "\"/\"")
        @Nullable String path,
    @ApiField(number = 2, doc = "FIELD:HTTPGetAction.port", required = true) IntOrString port,
    @ApiField(number = 3, doc = "FIELD:HTTPGetAction.host") @Nullable String host,
    @ApiField(
            number = 4,
            doc = "FIELD:HTTPGetAction.scheme",
            defaultValue = "\"HTTP\"",
            enumValues = {"HTTP", "HTTPS"})
        @Nullable String scheme,
    @ApiField(number = 5, doc = "FIELD:HTTPGetAction.httpHeaders") List<HTTPHeader> httpHeaders)
    implements HTTPGetActionBuilder.With {

  /** DOC:HTTPHeader */
  @ApiType("TYPEDOC:HTTPHeader")
  public record HTTPHeader(
      @ApiField(number = 1, doc = "FIELD:HTTPHeader.name", required = true) String name,
      @ApiField(number = 2, doc = "FIELD:HTTPHeader.value", required = true) String value)
      implements HTTPHeaderBuilder.With {}
}
