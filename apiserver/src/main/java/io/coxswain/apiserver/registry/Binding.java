package io.coxswain.apiserver.registry;

import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.registry.Bodies.Body;
import io.coxswain.apiserver.registry.UpdateLoop.Proposal;
import io.coxswain.apiserver.registry.admission.Attributes.Form;
import io.coxswain.apiserver.request.ApiResponse;
import tools.jackson.databind.node.ObjectNode;

/** POST of a pod's binding: the one way a pod comes to a node. */
final class Binding {
  private final Bodies bodies;
  private final UpdateLoop loop;
  private final Admitting admitting;
  private final ResourceType kind;

  Binding(Bodies bodies, UpdateLoop loop, Admitting admitting, Kinds kinds) {
    this.bodies = bodies;
    this.loop = loop;
    this.admitting = admitting;
    this.kind = kinds.of(io.coxswain.api.core.v1.Binding.class);
  }

  ApiResponse handle(Call call) {
    var refusal = call.checkOptions("CreateOptions");
    if (refusal != null) {
      return call.refuse(refusal);
    }
    return switch (bodies.read(call, kind)) {
      case Body.Rejected rejected -> call.refuse(rejected.refusal());
      case Body.Accepted accepted -> {
        call.audit(accepted.object());
        yield bind(call, accepted.object());
      }
    };
  }

  private ApiResponse bind(Call call, ObjectNode binding) {
    var form = new Form(kind.group(), kind.version(), kind.kind());
    var refusal = admitting.body(call, binding, form, admitting.settle(kind));
    return refusal == null ? bindTo(call, binding) : call.refuse(refusal);
  }

  private ApiResponse bindTo(Call call, ObjectNode binding) {
    var target = binding.path("target");
    var kind = Trees.text(target, "kind");
    var node = Trees.text(target, "name");
    if (!kind.isEmpty() && !kind.equals("Node")) {
      return call.refuse(
          new Refusal.BadRequest(
              "target.kind: Unsupported value: \"" + kind + "\": supported values: \"Node\""));
    }
    if (node.isEmpty()) {
      return call.refuse(new Refusal.BadRequest("target.name: Required value"));
    }
    var answer = loop.run(call, old -> bound(call, old, binding, node));
    return answer instanceof ApiResponse.ObjectResponse
        ? call.answer(201, Delete.statusTree(Statuses.success(201)))
        : answer;
  }

  private static Proposal bound(Call call, ObjectNode old, ObjectNode binding, String node) {
    var name = Trees.name(old);
    var uid = Trees.meta(binding, "uid");
    if (!uid.isEmpty() && !uid.equals(Trees.meta(old, "uid"))) {
      return new Proposal.Refuse(
          Preparation.differentUid(call.key(Trees.name(old)), uid, Trees.meta(old, "uid")));
    }
    if (Trees.isDeleting(old)) {
      return conflict("pod " + name + " is being deleted, cannot be assigned to a host");
    }
    var assigned = Trees.text(old.get("spec"), "nodeName");
    if (!assigned.isEmpty()) {
      return conflict("pod " + name + " is already assigned to node \"" + assigned + "\"");
    }
    if (!old.path("spec").path("schedulingGates").isEmpty()) {
      return conflict("pod " + name + " has non-empty .spec.schedulingGates");
    }
    var pod = old.deepCopy();
    Trees.child(pod, "spec").put("nodeName", node);
    for (var annotation : binding.path("metadata").path("annotations").properties()) {
      Trees.child(Trees.metadata(pod), "annotations")
          .set(annotation.getKey(), annotation.getValue());
    }
    var status = Trees.child(pod, "status");
    var conditions = status.withArray("conditions");
    for (var i = conditions.size() - 1; i >= 0; i--) {
      if (Trees.text(conditions.get(i), "type").equals("PodScheduled")) {
        conditions.remove(i);
      }
    }
    var condition = conditions.addObject();
    condition.put("type", "PodScheduled");
    condition.put("status", "True");
    condition.put("lastTransitionTime", Trees.time(call.now()));
    return new Proposal.Replace(pod);
  }

  private static Proposal conflict(String cause) {
    return new Proposal.Refuse(new Refusal.BindingConflict(cause));
  }
}
