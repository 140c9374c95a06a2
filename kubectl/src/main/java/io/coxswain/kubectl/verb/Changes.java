package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.apply.TwoWayPatch;
import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.resource.Located;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what a verb changed in an object that it read before. */
record Changes(Session session, DryRun dryRun, String fieldManager) {

  /** Sends the difference as a patch and returns the object as it is then. */
  Located patch(Located before, ObjectNode after) {
    var patch = TwoWayPatch.of((ObjectNode) before.object(), after);
    if (patch.isEmpty() || dryRun.client()) {
      return with(before, after);
    }
    var type = patch.strategic() ? ApiClient.STRATEGIC_PATCH : ApiClient.MERGE_PATCH;
    return with(before, session.api().patch(before.path() + query(), patch.patch(), type));
  }

  /** Sends a merge patch to a subresource, or to the object where it is empty. */
  JsonNode merge(Located target, String subresource, ObjectNode patch) {
    var suffix = subresource.isEmpty() ? "" : "/" + subresource;
    return session.api().patch(target.path() + suffix + query(), patch, ApiClient.MERGE_PATCH);
  }

  Query query() {
    return Query.of().with("dryRun", dryRun.query()).with("fieldManager", fieldManager);
  }

  static Located with(Located located, JsonNode object) {
    return new Located(located.type(), located.namespace(), object, located.source());
  }
}
