package io.coxswain.api.admissionregistration.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** How a webhook is reached; exactly one of url and service is set. */
@ApiType("How a webhook is reached; exactly one of url and service is set.")
public record WebhookClientConfig(
    @ApiField(number = 3, doc = "Address of the webhook, with https.") @Nullable String url,
    @ApiField(number = 1, doc = "A Service of this cluster behind which the webhook is.")
        @Nullable ServiceReference service,
    @ApiField(
            number = 2,
            doc = "Certificates in PEM that the webhook's certificate is checked with.",
            format = "byte")
        @Nullable String caBundle)
    implements WebhookClientConfigBuilder.With {

  /** A Service behind which a webhook is. */
  @ApiType("A Service behind which a webhook is.")
  public record ServiceReference(
      @ApiField(number = 1, doc = "Namespace of the Service.", required = true) String namespace,
      @ApiField(number = 2, doc = "Name of the Service.", required = true) String name,
      @ApiField(number = 3, doc = "Path that is asked for.") @Nullable String path,
      @ApiField(number = 4, doc = "Port of the Service.", defaultValue = "443")
          @Nullable Integer port)
      implements ServiceReferenceBuilder.With {}
}
