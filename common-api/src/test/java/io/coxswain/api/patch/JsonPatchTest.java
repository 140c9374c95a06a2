package io.coxswain.api.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class JsonPatchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a':[1,3]} | {'op':'add','path':'/a/1','value':2} | {'a':[1,2,3]}
          {'a':[1]} | {'op':'add','path':'/a/-','value':2} | {'a':[1,2]}
          {'a':1} | {'op':'replace','path':'','value':{'b':2}} | {'b':2}
          {'a/b':1,'m~n':2} | {'op':'remove','path':'/a~1b'} | {'m~n':2}
          {'m~n':2} | {'op':'replace','path':'/m~0n','value':3} | {'m~n':3}
          {'a':{'b':1},'c':{}} | {'op':'move','from':'/a/b','path':'/c/d'} | {'a':{},'c':{'d':1}}
          {'a':1} | {'op':'test','path':'/a','value':1.0} | {'a':1}
          {'a':null} | {'op':'add','path':'/b','value':null} | {'a':null,'b':null}
          """)
  void operations(String target, String operation, String expected) {
    assertThat(apply(target, "[" + operation + "]"))
        .isEqualTo(new PatchResult.Patched(tree(expected)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'op':'remove','path':'/x'}
          {'op':'replace','path':'/x','value':1}
          {'op':'add','path':'/x/y','value':1}
          {'op':'add','path':'/list/9','value':1}
          {'op':'add','path':'/list/01','value':1}
          {'op':'test','path':'/a','value':2}
          {'op':'move','from':'/o','path':'/o/p'}
          """)
  void operationsThatDoNotFit(String operation) {
    assertThat(apply("{'a':1,'list':[1],'o':{}}", "[" + operation + "]"))
        .isInstanceOf(PatchResult.Inapplicable.class);
  }

  @Test
  void malformedAndEndlessPatchesAreRefused() {
    assertThat(apply("{}", "{}")).isInstanceOf(PatchResult.Malformed.class);
    assertThat(apply("{}", "[{'op':'spin','path':''}]")).isInstanceOf(PatchResult.Malformed.class);
    assertThat(apply("{}", "[{'op':'add','path':'a','value':1}]"))
        .isInstanceOf(PatchResult.Malformed.class);
    var endless = Json.mapper().createArrayNode();
    for (var i = 0; i <= JsonPatch.MAX_OPERATIONS; i++) {
      endless.addObject();
    }
    assertThat(JsonPatch.apply(tree("{}"), endless)).isInstanceOf(PatchResult.TooLarge.class);
  }

  private static PatchResult apply(String target, String patch) {
    return JsonPatch.apply(tree(target), tree(patch));
  }

  private static JsonNode tree(String text) {
    return Json.tree(text.replace('\'', '"'));
  }
}
