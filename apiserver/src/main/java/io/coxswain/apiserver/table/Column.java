package io.coxswain.apiserver.table;

import io.coxswain.api.Json;
import tools.jackson.databind.JsonNode;

/**
 * One column of a table.
 *
 * @param type {@code string}, {@code integer} or {@code boolean}
 * @param format {@code name} for the column that identifies the object, else empty
 * @param priority 0 always shown, 1 in wide output only
 */
record Column(String name, String type, String format, String description, int priority) {
  static final Column NAME =
      new Column("Name", "string", "name", "Name of the object, unique among its siblings.", 0);
  static final Column AGE = text("Age", "Time since the object was created.");
  static final Column CONTAINERS = text("Containers", "Names of the template's containers.").wide();
  static final Column IMAGES = text("Images", "Images of the template's containers.").wide();
  static final Column SELECTOR = text("Selector", "Labels that select the pods.").wide();

  static Column text(String name, String description) {
    return new Column(name, "string", "", description, 0);
  }

  static Column number(String name, String description) {
    return new Column(name, "integer", "", description, 0);
  }

  static Column flag(String name, String description) {
    return new Column(name, "boolean", "", description, 0);
  }

  Column wide() {
    return new Column(name, type, format, description, 1);
  }

  JsonNode definition() {
    return Json.mapper()
        .createObjectNode()
        .put("name", name)
        .put("type", type)
        .put("format", format)
        .put("description", description)
        .put("priority", priority);
  }
}
