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
          {'a':1} | {'op':'add','path':'/b','value':{'c':[]}} | {'a':1,'b':{'c':[]}}
          {'a':1} | {'op':'add','path':'/a','value':2} | {'a':2}
          {'a':[1,2,3]} | {'op':'remove','path':'/a/1'} | {'a':[1,3]}
          {'a':[1,2]} | {'op':'replace','path':'/a/1','value':[3]} | {'a':[1,[3]]}
          {'a':[1,2,3]} | {'op':'move','from':'/a/0','path':'/a/2'} | {'a':[2,3,1]}
          {'a':[1]} | {'op':'add','path':'/a/1','value':['x','y']} | {'a':[1,['x','y']]}
          {'a':[1]} | {'op':'add','path':'/a/0','value':0} | {'a':[0,1]}
          {'a':{'b':1}} | {'op':'copy','from':'/a','path':'/a/c'} | {'a':{'b':1,'c':{'b':1}}}
          {'a':1} | {'op':'add','path':'/b','value':2,'more':'is passed over'} | {'a':1,'b':2}
          {'/':9,'~1':10} | {'op':'test','path':'/~01','value':10} | {'/':9,'~1':10}
          {'a':{'x':1,'y':[1,2]}} | {'op':'test','path':'/a','value':{'y':[1,2],'x':1}} | {'a':{'x':1,'y':[1,2]}}
          {'':1} | {'op':'replace','path':'/','value':2} | {'':2}
          {'a':1} | {'op':'move','from':'/a','path':'/a'} | {'a':1}
          [1] | {'op':'add','path':'/-','value':2} | [1,2]
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
          {'op':'test','path':'/a','value':'1'}
          {'op':'test','path':'/list','value':[1,1]}
          {'op':'copy','from':'/x','path':'/y'}
          {'op':'remove','path':'/list/-'}
          {'op':'replace','path':'/list/1','value':1}
          {'op':'add','path':'/list/-1','value':1}
          {'op':'add','path':'/list/1e0','value':1}
          {'op':'add','path':'/a/b','value':1}
          """)
  void operationsThatDoNotFit(String operation) {
    assertThat(apply("{'a':1,'list':[1],'o':{}}", "[" + operation + "]"))
        .isInstanceOf(PatchResult.Inapplicable.class);
  }

  @Test
  void allOperationsApplyOrNone() {
    var patch = "[{'op':'add','path':'/b','value':1},{'op':'test','path':'/a','value':9}]";
    assertThat(apply("{'a':1}", patch)).isInstanceOf(PatchResult.Inapplicable.class);
    var steps = "[{'op':'add','path':'/b','value':{}},{'op':'add','path':'/b/c','value':1}]";
    assertThat(apply("{}", steps)).isEqualTo(new PatchResult.Patched(tree("{'b':{'c':1}}")));
  }

  @Test
  void malformedAndEndlessPatchesAreRefused() {
    assertThat(apply("{}", "{}")).isInstanceOf(PatchResult.Malformed.class);
    assertThat(apply("{}", "[{'op':'spin','path':''}]")).isInstanceOf(PatchResult.Malformed.class);
    for (var bad :
        new String[] {
          "[1]",
          "[null]",
          "['add']",
          "[{'op':'add','path':'/a'}]",
          "[{'path':'/a'}]",
          "[{'op':'move','path':'/a'}]",
          "[{'op':'test','path':1,'value':1}]",
          "'x'",
          "null"
        }) {
      assertThat(apply("{}", bad)).as(bad).isInstanceOf(PatchResult.Malformed.class);
    }
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

  /** As upstream: each copy doubles what there is, and forty would be more than any memory. */
  @Test
  void copiesAreLimited() {
    var copies = new StringBuilder("[");
    for (var i = 0; i < 40; i++) {
      copies.append("{'op':'copy','from':'/a','path':'/a/c%d'},".formatted(i));
    }
    var patch = copies.substring(0, copies.length() - 1) + "]";
    assertThat(apply("{'a':{'b':'" + "x".repeat(1000) + "'}}", patch))
        .isInstanceOfSatisfying(
            PatchResult.Inapplicable.class,
            refused ->
                assertThat(refused.message())
                    .startsWith(
                        "Unable to complete the copy, the accumulated size increase of copy is")
                    .endsWith("exceeding the limit 3145728"));
  }

  /** Each value is not deep, and each is put into the one before. */
  @Test
  void depthIsLimited() {
    var value = "{'a':".repeat(300) + "1" + "}".repeat(300);
    var patch = new StringBuilder("[{'op':'add','path':'/a','value':" + value + "}");
    patch.append(",{'op':'add','path':'" + "/a".repeat(300) + "','value':" + value + "}]");
    assertThat(apply("{}", patch.toString()))
        .isEqualTo(new PatchResult.Inapplicable("the patched object is nested more than 500 deep"));
  }

  @Test
  void aCopyIsNoneOfWhatItWasCopiedFrom() {
    var patch =
        "[{'op':'copy','from':'/a','path':'/b'},{'op':'add','path':'/a/x','value':1},"
            + "{'op':'add','path':'/b/y','value':2},{'op':'copy','from':'/b','path':'/a/z'},"
            + "{'op':'add','path':'/b/y','value':3}]";
    assertThat(apply("{'a':{}}", patch))
        .isEqualTo(new PatchResult.Patched(tree("{'a':{'x':1,'z':{'y':2}},'b':{'y':3}}")));
  }

  /** When each operation copied the whole object, this took a thread for half a minute. */
  @Test
  void manyOperationsOnALargeObjectTakeNoLongerThanBoth() {
    var target = tree("{}").deepCopy();
    for (var i = 0; i < 50_000; i++) {
      ((tools.jackson.databind.node.ObjectNode) target).put("k" + i, 1);
    }
    var before = target.deepCopy();
    var operations = Json.mapper().createArrayNode();
    for (var i = 0; i < JsonPatch.MAX_OPERATIONS; i++) {
      operations.addObject().put("op", "replace").put("path", "/k" + i).put("value", 2);
    }
    var began = System.nanoTime();
    assertThat(JsonPatch.apply(target, operations)).isInstanceOf(PatchResult.Patched.class);
    assertThat(System.nanoTime() - began).isLessThan(5_000_000_000L);
    assertThat(target).isEqualTo(before); // what was patched stays as it was
  }
}
