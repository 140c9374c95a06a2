package io.coxswain.api.apiextensions.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds a resource to the API. Its name is {@code PLURAL.GROUP}. */
@ApiKind(
    group = "apiextensions.k8s.io",
    version = "v1",
    kind = "CustomResourceDefinition",
    plural = "customresourcedefinitions",
    shortNames = {"crd", "crds"},
    categories = {"api-extensions"},
    namespaced = false,
    subresources = {"status"})
@ApiType("Adds a resource to the API. Its name must be <plural>.<group>.")
public record CustomResourceDefinition(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "How the resource is to appear.", required = true, struct = true)
        CustomResourceDefinitionSpec spec,
    @ApiField(number = 3, doc = "What became of it.", struct = true)
        CustomResourceDefinitionStatus status)
    implements KubernetesObject, CustomResourceDefinitionBuilder.With {

  /** How the resource is to appear. */
  @ApiType("How a resource is to appear.")
  public record CustomResourceDefinitionSpec(
      @ApiField(
              number = 1,
              doc = "API group, part of the path /apis/<group>/... and of the definition's name.",
              required = true)
          String group,
      @ApiField(
              number = 3,
              doc = "Names of the resource and its kind.",
              required = true,
              struct = true)
          CustomResourceDefinitionNames names,
      @ApiField(
              number = 4,
              doc = "Whether objects live in namespaces: Cluster or Namespaced.",
              required = true)
          String scope,
      @ApiField(
              number = 7,
              doc =
                  "All versions. Discovery lists stable ones before beta and alpha, and higher"
                      + " numbers first.",
              required = true)
          List<CustomResourceDefinitionVersion> versions,
      @ApiField(number = 9, doc = "How objects are converted between versions.")
          @Nullable CustomResourceConversion conversion,
      @ApiField(
              number = 10,
              doc =
                  "Keep fields the schema doesn't name. Deprecated: set"
                      + " x-kubernetes-preserve-unknown-fields in the schema.")
          @Nullable Boolean preserveUnknownFields)
      implements CustomResourceDefinitionSpecBuilder.With {}

  /** Names of a custom resource. */
  @ApiType("Names of a custom resource.")
  public record CustomResourceDefinitionNames(
      @ApiField(number = 1, doc = "Plural in lower case, as paths have it.", required = true)
          String plural,
      @ApiField(number = 2, doc = "Singular in lower case. The kind in lower case by default.")
          @Nullable String singular,
      @ApiField(number = 3, doc = "Short names for the command line.") List<String> shortNames,
      @ApiField(number = 4, doc = "The kind objects carry, in CamelCase.", required = true)
          String kind,
      @ApiField(number = 5, doc = "The kind of lists. The kind followed by List by default.")
          @Nullable String listKind,
      @ApiField(number = 6, doc = "Groups of resources it belongs to, such as all.")
          List<String> categories)
      implements CustomResourceDefinitionNamesBuilder.With {}

  /** One version of a custom resource. */
  @ApiType("One version of a custom resource.")
  public record CustomResourceDefinitionVersion(
      @ApiField(number = 1, doc = "Name of the version: v1, v2beta1.", required = true) String name,
      @ApiField(number = 2, doc = "Whether the API serves it.", required = true) Boolean served,
      @ApiField(
              number = 3,
              doc = "Whether objects are stored in it. True for exactly one version.",
              required = true)
          Boolean storage,
      @ApiField(number = 7, doc = "Whether its use is answered with a warning.")
          @Nullable Boolean deprecated,
      @ApiField(number = 8, doc = "The warning of a deprecated version, instead of the usual one.")
          @Nullable String deprecationWarning,
      @ApiField(number = 4, doc = "What objects must look like.")
          @Nullable CustomResourceValidation schema,
      @ApiField(number = 5, doc = "Which subresources the version has.")
          @Nullable CustomResourceSubresources subresources,
      @ApiField(number = 6, doc = "Columns of tables. Only the age where none are given.")
          List<CustomResourceColumnDefinition> additionalPrinterColumns,
      @ApiField(number = 9, doc = "Fields that field selectors may name.")
          List<SelectableField> selectableFields)
      implements CustomResourceDefinitionVersionBuilder.With {}

  /** The schema of a version. */
  @ApiType("The schema of a version.")
  public record CustomResourceValidation(
      @ApiField(
              number = 1,
              doc = "An OpenAPI v3 schema by which objects are pruned, defaulted and validated.")
          @Nullable JSONSchemaProps openAPIV3Schema)
      implements CustomResourceValidationBuilder.With {}

  /** Subresources of a version. */
  @ApiType("Subresources of a version.")
  public record CustomResourceSubresources(
      @ApiField(number = 1, doc = "Serve /status; writes elsewhere leave the status as it is.")
          @Nullable CustomResourceSubresourceStatus status,
      @ApiField(number = 2, doc = "Serve /scale.") @Nullable CustomResourceSubresourceScale scale)
      implements CustomResourceSubresourcesBuilder.With {}

  /** The status subresource; its presence is all it says. */
  @ApiType("The status subresource. Its presence is all it says.")
  public record CustomResourceSubresourceStatus()
      implements CustomResourceSubresourceStatusBuilder.With {}

  /** Where the scale subresource finds its numbers. */
  @ApiType("Where the scale subresource finds its numbers.")
  public record CustomResourceSubresourceScale(
      @ApiField(number = 1, doc = "JSON path under .spec of the wanted size.", required = true)
          String specReplicasPath,
      @ApiField(number = 2, doc = "JSON path under .status of the observed size.", required = true)
          String statusReplicasPath,
      @ApiField(
              number = 3,
              doc = "JSON path of the selector as text. Horizontal autoscaling needs it.")
          @Nullable String labelSelectorPath)
      implements CustomResourceSubresourceScaleBuilder.With {}

  /** One column of tables. */
  @ApiType("One column of tables.")
  public record CustomResourceColumnDefinition(
      @ApiField(number = 1, doc = "Heading.", required = true) String name,
      @ApiField(
              number = 2,
              doc = "Type of the cells: string, integer, number, boolean or date.",
              required = true)
          String type,
      @ApiField(number = 3, doc = "OpenAPI format of the cells.") @Nullable String format,
      @ApiField(number = 4, doc = "What the column shows.") @Nullable String description,
      @ApiField(number = 5, doc = "0 is always shown, higher numbers in wide output only.")
          @Nullable Integer priority,
      @ApiField(number = 6, doc = "Simple JSON path of the cell's value.", required = true)
          String jsonPath)
      implements CustomResourceColumnDefinitionBuilder.With {}

  /** A field that field selectors may name. */
  @ApiType("A field that field selectors may name.")
  public record SelectableField(
      @ApiField(
              number = 1,
              doc = "Simple JSON path of a string, boolean or integer outside of metadata.",
              required = true)
          String jsonPath)
      implements SelectableFieldBuilder.With {}

  /** What became of a definition. */
  @ApiType("What became of a definition.")
  public record CustomResourceDefinitionStatus(
      @ApiField(
              number = 1,
              doc = "Observations: NamesAccepted, Established, Terminating and others.",
              listType = ListType.MAP,
              keys = "type")
          List<CustomResourceDefinitionCondition> conditions,
      @ApiField(
              number = 2,
              doc = "The names in use, which conflicts may keep from those wanted.",
              struct = true)
          CustomResourceDefinitionNames acceptedNames,
      @ApiField(
              number = 3,
              doc = "Versions in which objects may still be stored. They can't leave the spec.",
              writeEmpty = true)
          List<String> storedVersions)
      implements CustomResourceDefinitionStatusBuilder.With {}

  /** One observation of a definition's state. */
  @ApiType("One observation of a definition's state.")
  public record CustomResourceDefinitionCondition(
      @ApiField(number = 1, doc = "What is observed, in CamelCase.", required = true) String type,
      @ApiField(number = 2, doc = "Whether it holds: True, False or Unknown.", required = true)
          String status,
      @ApiField(number = 3, doc = "When the status changed last.")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 4, doc = "Explanation in one CamelCase word, for programs.")
          @Nullable String reason,
      @ApiField(number = 5, doc = "Explanation for people.") @Nullable String message)
      implements CustomResourceDefinitionConditionBuilder.With {}
}
