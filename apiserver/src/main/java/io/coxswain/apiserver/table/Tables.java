package io.coxswain.apiserver.table;

import io.coxswain.api.Json;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.conversion.Conversion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects and lists as meta.k8s.io/v1 Table, with the columns of upstream's printers. */
public final class Tables {
  private static final Map<String, Printer> PRINTERS =
      Map.ofEntries(
          Map.entry("pods", PodCells.PRINTER),
          Map.entry("deployments.apps", WorkloadCells.DEPLOYMENTS),
          Map.entry("replicasets.apps", WorkloadCells.REPLICA_SETS),
          Map.entry("statefulsets.apps", WorkloadCells.STATEFUL_SETS),
          Map.entry("daemonsets.apps", WorkloadCells.DAEMON_SETS),
          Map.entry("controllerrevisions.apps", WorkloadCells.CONTROLLER_REVISIONS),
          Map.entry("jobs.batch", WorkloadCells.JOBS),
          Map.entry("cronjobs.batch", WorkloadCells.CRON_JOBS),
          Map.entry("services", ServiceCells.SERVICES),
          Map.entry("endpoints", ServiceCells.ENDPOINTS),
          Map.entry("endpointslices.discovery.k8s.io", ServiceCells.ENDPOINT_SLICES),
          Map.entry("nodes", ClusterCells.NODES),
          Map.entry("events", ClusterCells.EVENTS),
          Map.entry("namespaces", ClusterCells.NAMESPACES),
          Map.entry("configmaps", ClusterCells.CONFIG_MAPS),
          Map.entry("secrets", ClusterCells.SECRETS),
          Map.entry("serviceaccounts", ClusterCells.SERVICE_ACCOUNTS),
          Map.entry("leases.coordination.k8s.io", ClusterCells.LEASES),
          Map.entry("priorityclasses.scheduling.k8s.io", ClusterCells.PRIORITY_CLASSES),
          Map.entry("rolebindings.rbac.authorization.k8s.io", RoleCells.BINDINGS),
          Map.entry("clusterrolebindings.rbac.authorization.k8s.io", RoleCells.BINDINGS),
          Map.entry("persistentvolumes", StorageCells.VOLUMES),
          Map.entry("persistentvolumeclaims", StorageCells.CLAIMS),
          Map.entry(
              "mutatingwebhookconfigurations.admissionregistration.k8s.io",
              ExtensionCells.WEBHOOKS),
          Map.entry(
              "validatingwebhookconfigurations.admissionregistration.k8s.io",
              ExtensionCells.WEBHOOKS),
          Map.entry(
              "validatingadmissionpolicies.admissionregistration.k8s.io", ExtensionCells.POLICIES),
          Map.entry(
              "validatingadmissionpolicybindings.admissionregistration.k8s.io",
              ExtensionCells.BINDINGS),
          Map.entry("apiservices.apiregistration.k8s.io", ExtensionCells.API_SERVICES),
          Map.entry("deviceclasses.resource.k8s.io", ExtensionCells.NAMED),
          Map.entry("resourceclaims.resource.k8s.io", ExtensionCells.CLAIMS),
          Map.entry("resourceclaimtemplates.resource.k8s.io", ExtensionCells.NAMED),
          Map.entry("resourceslices.resource.k8s.io", ExtensionCells.SLICES),
          Map.entry("storageclasses.storage.k8s.io", StorageCells.CLASSES),
          Map.entry("volumeattributesclasses.storage.k8s.io", StorageCells.ATTRIBUTES_CLASSES),
          Map.entry("csidrivers.storage.k8s.io", StorageCells.DRIVERS),
          Map.entry("csinodes.storage.k8s.io", StorageCells.NODES),
          Map.entry("csistoragecapacities.storage.k8s.io", StorageCells.CAPACITIES),
          Map.entry("volumeattachments.storage.k8s.io", StorageCells.ATTACHMENTS),
          Map.entry(
              "certificatesigningrequests.certificates.k8s.io", ClusterCells.SIGNING_REQUESTS),
          Map.entry("componentstatuses", ClusterCells.COMPONENT_STATUSES),
          Map.entry("events.events.k8s.io", ClusterCells.EVENTS),
          Map.entry("flowschemas.flowcontrol.apiserver.k8s.io", FlowControlCells.SCHEMAS),
          Map.entry("horizontalpodautoscalers.autoscaling", PolicyCells.AUTOSCALERS),
          Map.entry("ingressclasses.networking.k8s.io", NetworkCells.INGRESS_CLASSES),
          Map.entry("ingresses.networking.k8s.io", NetworkCells.INGRESSES),
          Map.entry("ipaddresses.networking.k8s.io", NetworkCells.IP_ADDRESSES),
          Map.entry("networkpolicies.networking.k8s.io", NetworkCells.NETWORK_POLICIES),
          Map.entry("poddisruptionbudgets.policy", PolicyCells.DISRUPTION_BUDGETS),
          Map.entry("podtemplates", WorkloadCells.POD_TEMPLATES),
          Map.entry("replicationcontrollers", WorkloadCells.REPLICATION_CONTROLLERS),
          Map.entry("resourcequotas", PolicyCells.RESOURCE_QUOTAS),
          Map.entry(
              "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io", FlowControlCells.LEVELS),
          Map.entry("runtimeclasses.node.k8s.io", ClusterCells.RUNTIME_CLASSES),
          Map.entry("servicecidrs.networking.k8s.io", NetworkCells.SERVICE_CIDRS));

  private Tables() {}

  /**
   * The table of one object or of a list.
   *
   * @param headers false leaves the columns out, as in watch events after the first
   */
  public static ObjectNode of(
      ResourceType type,
      JsonNode objectOrList,
      IncludeObject include,
      boolean headers,
      Instant now) {
    var custom = type.custom();
    var printer =
        custom == null
            ? PRINTERS.getOrDefault(type.groupResource(), ClusterCells.ANY)
            : CustomCells.printer(custom);
    if (objectOrList.path("kind").asString("").equals("Scale")) {
      printer = WorkloadCells.SCALES; // a subresource, of whatever resource
    }
    var table = Json.mapper().createObjectNode();
    table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    metadata(table, objectOrList.path("metadata"));
    var columns = table.putArray("columnDefinitions");
    if (headers) {
      printer.columns().forEach(column -> columns.add(column.definition()));
    }
    var rows = table.putArray("rows");
    if (PartialObjects.isList(objectOrList)) {
      var items = new ArrayList<JsonNode>();
      objectOrList.get("items").forEach(items::add);
      if (printer.order() != null) {
        items.sort(printer.order());
      }
      for (var item : items) {
        row(rows, printer, item, stored(type, item), include, now);
      }
    } else {
      row(rows, printer, objectOrList, stored(type, objectOrList), include, now);
    }
    return table;
  }

  /** Printers of built-in kinds know the stored version. */
  private static JsonNode stored(ResourceType type, JsonNode object) {
    var conversion = Conversion.of(type);
    if (conversion.isIdentity() || !conversion.worksOnStoredForm()) {
      return object;
    }
    var converted = (ObjectNode) object.deepCopy();
    conversion.toStored(converted);
    return converted;
  }

  private static void metadata(ObjectNode table, JsonNode source) {
    var metadata = table.putObject("metadata");
    for (var field : new String[] {"resourceVersion", "continue", "remainingItemCount"}) {
      var value = source.get(field);
      if (value != null) {
        metadata.set(field, value);
      }
    }
  }

  private static void row(
      ArrayNode rows,
      Printer printer,
      JsonNode object,
      JsonNode printed,
      IncludeObject include,
      Instant now) {
    var row = rows.addObject();
    var cells = row.putArray("cells");
    for (var cell : printer.cells().of(printed, now)) {
      switch (cell) {
        case String text -> cells.add(text);
        case Integer number -> cells.add(number);
        case Boolean flag -> cells.add(flag);
        case JsonNode value -> cells.add(value);
        default -> throw new IllegalStateException("no cell: " + cell);
      }
    }
    if (printer == PodCells.PRINTER) {
      completed(row, object.path("status").path("phase").asString(""));
    }
    switch (include) {
      case METADATA -> row.set("object", PartialObjects.of(object));
      case OBJECT -> row.set("object", object);
      case NONE -> {
        // the row is its cells
      }
    }
  }

  /** Tells clients that this pod will not run again. */
  private static void completed(ObjectNode row, String phase) {
    var message =
        switch (phase) {
          case "Succeeded" -> "The pod has completed successfully.";
          case "Failed" -> "The pod failed.";
          default -> "";
        };
    if (!message.isEmpty()) {
      row.putArray("conditions")
          .addObject()
          .put("type", "Completed")
          .put("status", "True")
          .put("reason", phase)
          .put("message", message);
    }
  }
}
