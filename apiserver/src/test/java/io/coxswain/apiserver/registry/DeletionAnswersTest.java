package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.openapi.DeletionAnswers;
import org.junit.jupiter.api.Test;

/** OpenAPI says of deletions what they answer. */
class DeletionAnswersTest {

  @Test
  void areThoseThatArePublished() {
    var strategies = new Strategies(BuiltInStrategies.ALL);
    var stored = Kinds.builtIn().all().stream().filter(type -> !type.plural().isEmpty()).toList();
    assertThat(stored).hasSizeGreaterThan(60);
    for (var type : stored) {
      if (!type.plural().equals("namespaces")) { // what is deleted there is never gone at once
        assertThat(strategies.of(type).returnsDeletedObject())
            .as(type.groupResource())
            .isEqualTo(DeletionAnswers.isObject(type));
      }
    }
  }
}
