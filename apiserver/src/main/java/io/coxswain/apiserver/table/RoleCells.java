package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Column.AGE;
import static io.coxswain.apiserver.table.Column.NAME;
import static io.coxswain.apiserver.table.Trees.age;
import static io.coxswain.apiserver.table.Trees.at;
import static io.coxswain.apiserver.table.Trees.name;
import static io.coxswain.apiserver.table.Trees.text;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The tables of what binds roles. */
final class RoleCells {
  static final Printer BINDINGS =
      new Printer(
          List.of(
              NAME,
              Column.text("Role", "Role that is given."),
              AGE,
              Column.text("Users", "Users who get the role.").wide(),
              Column.text("Groups", "Groups that get the role.").wide(),
              Column.text("ServiceAccounts", "Service accounts that get the role.").wide()),
          (object, now) ->
              List.of(
                  name(object),
                  text(object, "roleRef", "kind") + "/" + text(object, "roleRef", "name"),
                  age(object, now),
                  subjects(object, "User"),
                  subjects(object, "Group"),
                  subjects(object, "ServiceAccount")));

  private RoleCells() {}

  private static String subjects(JsonNode binding, String kind) {
    return at(binding, "subjects")
        .valueStream()
        .filter(subject -> text(subject, "kind").equals(kind))
        .map(
            subject ->
                kind.equals("ServiceAccount")
                    ? text(subject, "namespace") + "/" + text(subject, "name")
                    : text(subject, "name"))
        .collect(Collectors.joining(", "));
  }
}
