package io.coxswain.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentationTest {
  @Test
  void everyTypeAndFieldHasASentence() {
    var types = Schemas.all();
    assertThat(types).hasSizeGreaterThan(250);
    var wrong = new ArrayList<String>();
    for (var type : types) {
      if (!isSentence(type.doc())) {
        wrong.add(type.name() + ": " + type.doc());
      }
      for (var field : type.fields().values()) {
        if (!isSentence(field.doc())) {
          wrong.add(type.name() + "." + field.name() + ": " + field.doc());
        }
      }
    }
    assertThat(wrong).isEqualTo(List.of());
  }

  private static boolean isSentence(String doc) {
    return doc.endsWith(".")
        && doc.length() > 5
        && doc.length() <= 140
        && !doc.matches("(FIELD|TYPEDOC|DOC):.*");
  }
}
