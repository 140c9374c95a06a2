package io.coxswain.apiserver.discovery;

import io.coxswain.api.schema.ResourceType;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The resources of one version of a group. */
sealed interface ServedVersion {
  /** Served by this server. */
  record Own(List<ResourceType> types) implements ServedVersion {}

  /**
   * Served by another server.
   *
   * @param resources of its APIResourceList when it answered last
   * @param current whether it answers now
   */
  record Other(JsonNode resources, boolean current) implements ServedVersion {}
}
