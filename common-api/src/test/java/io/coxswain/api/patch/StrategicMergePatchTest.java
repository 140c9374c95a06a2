package io.coxswain.api.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.policy.v1.PodDisruptionBudget;
import io.coxswain.api.schema.Kinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directives of strategic merge patch, on pods. */
class StrategicMergePatchTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          merge by key | {'spec':{'containers':[{'name':'a','image':'1'},{'name':'b'}]}} | {'spec':{'containers':[{'name':'a','image':'2'}]}} | {'spec':{'containers':[{'name':'a','image':'2'},{'name':'b'}]}}
          new elements come first | {'spec':{'containers':[{'name':'a'}]}} | {'spec':{'containers':[{'name':'b'}]}} | {'spec':{'containers':[{'name':'b'},{'name':'a'}]}}
          delete by key | {'spec':{'containers':[{'name':'a'},{'name':'b'}]}} | {'spec':{'containers':[{'name':'a','$patch':'delete'}]}} | {'spec':{'containers':[{'name':'b'}]}}
          replace a list | {'spec':{'containers':[{'name':'a'},{'name':'b'}]}} | {'spec':{'containers':[{'name':'c'},{'$patch':'replace'}]}} | {'spec':{'containers':[{'name':'c'}]}}
          replace an object | {'metadata':{'labels':{'a':'1'}}} | {'metadata':{'labels':{'b':'2','$patch':'replace'}}} | {'metadata':{'labels':{'b':'2'}}}
          order of elements | {'spec':{'containers':[{'name':'a'},{'name':'b'},{'name':'c'}]}} | {'spec':{'$setElementOrder/containers':[{'name':'c'},{'name':'a'}]}} | {'spec':{'containers':[{'name':'b'},{'name':'c'},{'name':'a'}]}}
          order with a change | {'spec':{'containers':[{'name':'a'},{'name':'b'}]}} | {'spec':{'$setElementOrder/containers':[{'name':'b'},{'name':'a'}],'containers':[{'name':'b','image':'x'}]}} | {'spec':{'containers':[{'name':'b','image':'x'},{'name':'a'}]}}
          scalars are united | {'metadata':{'finalizers':['a/x','b/x']}} | {'metadata':{'finalizers':['c/x']}} | {'metadata':{'finalizers':['c/x','a/x','b/x']}}
          scalars are removed | {'metadata':{'finalizers':['a/x','b/x']}} | {'metadata':{'$deleteFromPrimitiveList/finalizers':['a/x']}} | {'metadata':{'finalizers':['b/x']}}
          atomic lists are replaced | {'spec':{'containers':[{'name':'a','args':['1','2']}]}} | {'spec':{'containers':[{'name':'a','args':['3']}]}} | {'spec':{'containers':[{'name':'a','args':['3']}]}}
          keys are retained | {'spec':{'volumes':[{'name':'v','emptyDir':{}}]}} | {'spec':{'volumes':[{'name':'v','hostPath':{'path':'/x'},'$retainKeys':['name','hostPath']}]}} | {'spec':{'volumes':[{'name':'v','hostPath':{'path':'/x'}}]}}
          null deletes | {'metadata':{'labels':{'a':'1','b':'2'}}} | {'metadata':{'labels':{'a':null,'c':null}}} | {'metadata':{'labels':{'b':'2'}}}
          """)
  void directives(String name, String target, String patch, String expected) {
    assertThat(apply(target, patch)).isEqualTo(new PatchResult.Patched(tree(expected)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'spec':{'containers':[{'image':'x'}]}}
          {'spec':{'containers':[{'name':'a','$patch':'merge!'}]}}
          {'spec':{'$patch':'what'}}
          {'spec':{'volumes':[{'name':'a','$retainKeys':'no'}]}}
          """)
  void badPatchesAreMalformed(String patch) {
    var target = "{'spec':{'containers':[{'name':'a'}],'volumes':[{'name':'a'}]}}";
    assertThat(apply(target, patch)).isInstanceOf(PatchResult.Malformed.class);
  }

  @Test
  void selectorsOfDisruptionBudgetsAreReplaced() {
    var schema = Kinds.builtIn().of(PodDisruptionBudget.class).schema();
    var budget = tree("{'spec':{'minAvailable':1,'selector':{'matchLabels':{'a':'1'}}}}");
    var patch = tree("{'spec':{'selector':{'matchLabels':{'b':'2','c':null}}}}");
    assertThat(StrategicMergePatch.apply(budget, patch, schema))
        .isEqualTo(
            new PatchResult.Patched(
                tree("{'spec':{'minAvailable':1,'selector':{'matchLabels':{'b':'2'}}}}")));
  }

  private static PatchResult apply(String target, String patch) {
    return StrategicMergePatch.apply(
        tree(target), tree(patch), Kinds.builtIn().of(Pod.class).schema());
  }

  private static tools.jackson.databind.JsonNode tree(String text) {
    return Json.tree(text.replace('\'', '"'));
  }
}
