package io.coxswain.api.audit.v1;

import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of which requests is written to the audit log. */
@ApiKind(group = "audit.k8s.io", version = "v1", kind = "Policy", plural = "")
@ApiType("What of which requests is written to the audit log.")
public record Policy(
    @ApiField(number = 1, doc = "Not looked at.") @Nullable ObjectMeta metadata,
    @ApiField(number = 2, doc = "The first that matches a request decides.") List<Rule> rules,
    @ApiField(number = 3, doc = "Stages for which no request has an event.")
        List<String> omitStages,
    @ApiField(number = 4, doc = "Whether events leave out managedFields.")
        @Nullable Boolean omitManagedFields) {

  /** How much is written of some requests. */
  @ApiType("How much is written of some requests.")
  public record Rule(
      @ApiField(number = 1, doc = "None, Metadata, Request or RequestResponse.")
          @Nullable String level,
      @ApiField(number = 2, doc = "Names of users; none means all.") List<String> users,
      @ApiField(number = 3, doc = "Groups of users, one of which must match; none means all.")
          List<String> userGroups,
      @ApiField(number = 4, doc = "Verbs of requests; none means all.") List<String> verbs,
      @ApiField(number = 5, doc = "Resources; none means all.") List<GroupResources> resources,
      @ApiField(number = 6, doc = "Namespaces, empty for what is in none; none means all.")
          List<String> namespaces,
      @ApiField(number = 7, doc = "Paths that are no resources, which may end in *.")
          List<String> nonResourceURLs,
      @ApiField(number = 8, doc = "Stages without events, besides those of the policy.")
          List<String> omitStages,
      @ApiField(number = 9, doc = "Overrides what the policy says of managedFields.")
          @Nullable Boolean omitManagedFields) {}

  /** Resources of one API group. */
  @ApiType("Resources of one API group.")
  public record GroupResources(
      @ApiField(number = 1, doc = "The group, empty for core.") @Nullable String group,
      @ApiField(number = 2, doc = "Such as pods, pods/log, pods/*, */scale or *; none means all.")
          List<String> resources,
      @ApiField(number = 3, doc = "Names of objects; none means all.")
          List<String> resourceNames) {}
}
