package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Column.AGE;
import static io.coxswain.apiserver.table.Column.NAME;
import static io.coxswain.apiserver.table.Trees.NONE;
import static io.coxswain.apiserver.table.Trees.age;
import static io.coxswain.apiserver.table.Trees.at;
import static io.coxswain.apiserver.table.Trees.name;
import static io.coxswain.apiserver.table.Trees.number;
import static io.coxswain.apiserver.table.Trees.or;
import static io.coxswain.apiserver.table.Trees.text;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The tables of flow schemas and priority levels. */
final class FlowControlCells {
  static final Printer SCHEMAS =
      new Printer(
          List.of(
              NAME,
              Column.text("PriorityLevel", "The level that serves the requests."),
              Column.text("MatchingPrecedence", "Lower numbers are tried first."),
              Column.text("DistinguisherMethod", "What tells flows apart."),
              AGE,
              Column.text("MissingPL", "Whether the level does not exist.")),
          (object, now) ->
              List.of(
                  name(object),
                  text(object, "spec", "priorityLevelConfiguration", "name"),
                  number(object, "spec", "matchingPrecedence"),
                  or(text(object, "spec", "distinguisherMethod", "type"), NONE),
                  age(object, now),
                  dangling(object)),
          Comparator.<JsonNode>comparingInt(schema -> number(schema, "spec", "matchingPrecedence"))
              .thenComparing(Trees::name));

  static final Printer LEVELS =
      new Printer(
          List.of(
              NAME,
              Column.text("Type", "Limited or Exempt."),
              Column.text("NominalConcurrencyShares", "Its part of the server's seats."),
              Column.text("Queues", "How many queues there are."),
              Column.text("HandSize", "How many of them a flow may use."),
              Column.text("QueueLengthLimit", "How many requests wait in one queue."),
              AGE),
          FlowControlCells::level);

  private FlowControlCells() {}

  private static String dangling(JsonNode schema) {
    for (var condition : at(schema, "status", "conditions")) {
      if (text(condition, "type").equals("Dangling")) {
        return text(condition, "status");
      }
    }
    return "?";
  }

  private static List<Object> level(JsonNode object, Instant now) {
    var queuing = at(object, "spec", "limited", "limitResponse", "queuing");
    return List.of(
        name(object),
        text(object, "spec", "type"),
        orNone(at(object, "spec", "limited", "nominalConcurrencyShares")),
        orNone(queuing.path("queues")),
        orNone(queuing.path("handSize")),
        orNone(queuing.path("queueLengthLimit")),
        age(object, now));
  }

  private static Object orNone(JsonNode number) {
    return number.isNumber() ? number : NONE;
  }
}
