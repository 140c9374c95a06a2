package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Rows.META;
import static io.coxswain.apiserver.table.Rows.NOW;
import static io.coxswain.apiserver.table.Rows.tree;
import static io.coxswain.apiserver.table.Rows.type;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.discovery.ResourceVerbs;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as such: their columns, how long ago is written, and what else a row carries. */
class TablesTest {
  @ParameterizedTest
  @CsvSource({
    "-5,<invalid>",
    "-1,0s",
    "0,0s",
    "119,119s",
    "120,2m",
    "200,3m20s",
    "600,10m",
    "10799,179m",
    "10800,3h",
    "11100,3h5m",
    "28800,8h",
    "172799,47h",
    "172800,2d",
    "183600,2d3h",
    "691200,8d",
    "63071999,729d",
    "63072000,2y",
    "63158400,2y1d",
    "252288000,8y"
  })
  void durationsAreShort(long seconds, String expected) {
    assertThat(HumanDuration.of(Duration.ofSeconds(seconds))).isEqualTo(expected);
  }

  /**
   * The columns of every kind that is listed: a name with its format after a colon, the type where
   * it is not a string, and a plus where wide output alone shows it.
   */
  @Test
  void columnsAreThoseOfUpstream() throws Exception {
    try (var golden = getClass().getResourceAsStream("columns.txt")) {
      assertThat(golden).isNotNull();
      var expected = new String(golden.readAllBytes(), UTF_8).lines().toList();
      var listed =
          Kinds.builtIn().all().stream()
              .filter(type -> !type.plural().isEmpty() && ResourceVerbs.of(type).contains("list"))
              .map(type -> type.groupResource() + " " + columns(type))
              .distinct()
              .sorted()
              .toList();
      assertThat(listed).isEqualTo(expected);
    }
  }

  private static String columns(ResourceType type) {
    var empty = tree("{'metadata':{'name':'a'}}");
    return Tables.of(type, empty, IncludeObject.NONE, true, NOW)
        .get("columnDefinitions")
        .valueStream()
        .map(
            column -> {
              var kind = column.path("type").asString();
              return column.path("name").asString()
                  + column.path("format").asString().replace("name", ":")
                  + (kind.equals("string") ? "" : "=" + kind)
                  + (column.path("priority").asInt() == 0 ? "" : "+");
            })
        .collect(Collectors.joining("|"));
  }

  @Test
  void aListBecomesOneTable() {
    var list =
        tree(
            "{'kind':'PodList','metadata':{'resourceVersion':'7','continue':'x','remainingItemCount':3},"
                + "'items':[{"
                + META
                + "},{"
                + META
                + "}]}");
    var table = Tables.of(type("Pod"), list, IncludeObject.METADATA, true, NOW);
    assertThat(table.get("metadata"))
        .hasToString("{\"resourceVersion\":\"7\",\"continue\":\"x\",\"remainingItemCount\":3}");
    assertThat(table.get("rows").size()).isEqualTo(2);
    assertThat(table.at("/rows/1/object/kind").asString()).isEqualTo("PartialObjectMetadata");
    assertThat(table.at("/rows/1/object/metadata/name").asString()).isEqualTo("a");
    assertThat(table.get("columnDefinitions").findValuesAsString("name"))
        .containsExactly(
            "Name",
            "Ready",
            "Status",
            "Restarts",
            "Age",
            "IP",
            "Node",
            "Nominated Node",
            "Readiness Gates");
    assertThat(table.at("/columnDefinitions/0/format").asString()).isEqualTo("name");
    assertThat(table.at("/columnDefinitions/5/priority").asInt()).isEqualTo(1);
    assertThat(PartialObjects.of(list).at("/items/0/metadata/name").asString()).isEqualTo("a");
  }

  @Test
  void rowsCarryWhatWasAskedFor() {
    var pod = tree("{'kind':'Pod'," + META + ",'spec':{'containers':[]}}");
    assertThat(Tables.of(type("Pod"), pod, IncludeObject.OBJECT, false, NOW).at("/rows/0/object"))
        .isEqualTo(pod);
    assertThat(
            Tables.of(type("Pod"), pod, IncludeObject.NONE, false, NOW).at("/rows/0").has("object"))
        .isFalse();
    assertThat(
            Tables.of(type("Pod"), pod, IncludeObject.NONE, false, NOW)
                .get("columnDefinitions")
                .isEmpty())
        .isTrue();
    assertThat(IncludeObject.parse("Object")).contains(IncludeObject.OBJECT);
    assertThat(IncludeObject.parse(null)).contains(IncludeObject.METADATA);
    assertThat(IncludeObject.parse("Everything")).isEmpty();
  }
}
