package io.coxswain.api.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.Property;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/**
 * What decides server-side apply and strategic merge, one line a type: {@code @atomic} of the type;
 * then each field that is not as fields are otherwise. {@code !} is required, {@code (name)} a list
 * that is a map by these keys, {@code ()} a set, {@code ~name} the merge key, {@code ~*} the union
 * of a list of scalars; what else strategic merge does stands behind a slash.
 */
class MarksTest {
  @Test
  void areThoseOfUpstream() throws Exception {
    try (var golden = getClass().getResourceAsStream("marks.txt")) {
      assertThat(golden).isNotNull();
      var expected = new String(golden.readAllBytes(), UTF_8).lines().toList();
      var found =
          Schemas.all().stream()
              .map(MarksTest::line)
              .filter(line -> line.contains(" "))
              .distinct()
              .toList();
      assertThat(found).isEqualTo(expected);
    }
  }

  private static String line(ObjectSchema type) {
    var words = new ArrayList<String>();
    words.add(type.name().replaceFirst("^io\\.k8s\\.(.*pkg\\.apis\\.)?(api\\.)?", ""));
    if (type.atomic() || type.granular()) {
      words.add("@atomic");
    }
    for (var property : type.fields().values()) {
      var marks = marks(property);
      if (!marks.isEmpty()) {
        words.add(property.name() + marks);
      }
    }
    return String.join(" ", words);
  }

  private static String marks(Property property) {
    var marks = property.required() ? "!" : "";
    switch (property.schema()) {
      case ListSchema list -> {
        marks +=
            switch (list.type()) {
              case ATOMIC -> "";
              case SET -> "()";
              case MAP -> "(" + String.join(",", list.keys()) + ")";
            };
        marks += list.mergeKey() != null ? "~" + list.mergeKey() : list.mergePatch() ? "~*" : "";
        marks += list.retainKeys() ? "/retainKeys" : "";
      }
      case MapSchema map -> marks += map.atomic() ? "@atomic" : "";
      case ObjectSchema object -> marks += object.granular() ? "@granular" : "";
      default -> {
        // leaves have none
      }
    }
    return marks + (property.patchStrategy().isEmpty() ? "" : "/" + property.patchStrategy());
  }
}
