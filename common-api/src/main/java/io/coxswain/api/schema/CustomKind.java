package io.coxswain.api.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the definition of a custom resource says of one version beyond names and subresources.
 *
 * @param storageVersion the version in which its objects are stored
 * @param structural the version's schema as the definition writes it
 * @param columns the columns of tables; empty for name and age
 * @param selectableFields JSON paths that field selectors may name
 * @param scale where the scale subresource finds its numbers; null where there is none
 * @param conversion the webhook that converts between versions; null where only their name differs
 * @param deprecationWarning what clients of a deprecated version are told; null for no warning
 */
public record CustomKind(
    String listKind,
    String storageVersion,
    Structural structural,
    List<PrinterColumn> columns,
    List<String> selectableFields,
    @Nullable ScalePaths scale,
    @Nullable Conversion conversion,
    @Nullable String deprecationWarning) {

  /** One column of tables ({@code additionalPrinterColumns}). */
  public record PrinterColumn(
      String name, String type, String format, String description, int priority, String jsonPath) {}

  /**
   * A webhook that converts objects.
   *
   * @param clientConfig where it is, as the definition says
   * @param reviewVersions of ConversionReview it reads, the preferred one first
   */
  public record Conversion(JsonNode clientConfig, List<String> reviewVersions) {}

  /** JSON paths of the scale subresource; the last may be empty. */
  public record ScalePaths(String specReplicas, String statusReplicas, String labelSelector) {}
}
