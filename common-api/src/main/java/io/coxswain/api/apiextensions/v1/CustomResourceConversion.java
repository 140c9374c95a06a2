package io.coxswain.api.apiextensions.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How objects are converted between versions. */
@ApiType("How objects are converted between versions.")
public record CustomResourceConversion(
    @ApiField(
            number = 1,
            doc = "None changes the apiVersion only, Webhook asks a webhook.",
            required = true)
        String strategy,
    @ApiField(number = 2, doc = "The webhook, where the strategy is Webhook.")
        @Nullable WebhookConversion webhook)
    implements CustomResourceConversionBuilder.With {

  /** A webhook that converts. */
  @ApiType("A webhook that converts.")
  public record WebhookConversion(
      @ApiField(number = 2, doc = "Where it is called.") @Nullable WebhookClientConfig clientConfig,
      @ApiField(
              number = 3,
              doc = "Versions of ConversionReview it reads, the preferred one first.",
              required = true)
          List<String> conversionReviewVersions)
      implements WebhookConversionBuilder.With {}

  /** Where a webhook is called: a URL or a Service. */
  @ApiType("Where a webhook is called: a URL or a Service.")
  public record WebhookClientConfig(
      @ApiField(number = 3, doc = "An https URL.") @Nullable String url,
      @ApiField(number = 1, doc = "A Service in the cluster.") @Nullable ServiceReference service,
      @ApiField(
              number = 2,
              doc = "Authorities that vouch for the webhook, as PEM.",
              format = "byte")
          @Nullable String caBundle)
      implements WebhookClientConfigBuilder.With {}

  /** A Service that is called. */
  @ApiType("A Service that is called.")
  public record ServiceReference(
      @ApiField(number = 1, doc = "Namespace of the Service.", required = true) String namespace,
      @ApiField(number = 2, doc = "Name of the Service.", required = true) String name,
      @ApiField(number = 3, doc = "Path of the URL.") @Nullable String path,
      @ApiField(number = 4, doc = "Port of the Service.", defaultValue = "443")
          @Nullable Integer port)
      implements ServiceReferenceBuilder.With {}
}
