package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.StringNode;

/** CEL rules of custom resources. */
class CustomRulesTest {
  private static final String WIDGETS = "/apis/example.com/v1/namespaces/default/widgets";

  private final CustomHarness custom = new CustomHarness();
  private final RegistryHarness api = custom.api;

  @AfterEach
  void stop() {
    custom.close();
  }

  private static String definition(String rules) {
    return "{'metadata':{'name':'widgets.example.com'},'spec':{'group':'example.com',"
        + "'scope':'Namespaced','names':{'plural':'widgets','kind':'Widget'},'versions':[{"
        + "'name':'v1','served':true,'storage':true,'schema':{'openAPIV3Schema':{'type':'object',"
        + "'properties':{'spec':{'type':'object','x-kubernetes-validations':"
        + rules
        + ",'properties':{'min':{'type':'integer'},'max':{'type':'integer'},"
        + "'name':{'type':'string'},'list':{'type':'array','items':{'type':'string'}},"
        + "'numbers':{'type':'array','items':{'type':'integer'}},"
        + "'x-y':{'type':'string'},'map':{'type':'object','additionalProperties':"
        + "{'type':'string'}},'time':{'type':'string','format':'date-time'}}}}}}}]}}";
  }

  private static String widget(String spec) {
    return "{'apiVersion':'example.com/v1','kind':'Widget','metadata':{'name':'a'},'spec':"
        + spec
        + "}";
  }

  private void define(String rule) {
    custom.define(definition("[" + rule + "]"));
  }

  @Test
  void aRuleThatFailsSaysItsMessage() {
    define("{'rule':'self.min <= self.max','message':'min must not be over max'}");
    api.post(WIDGETS, widget("{'min':1,'max':2}")).isCode(201);
    api.put(WIDGETS + "/a", widget("{'min':3,'max':2}"));
    api.mergePatch(WIDGETS + "/a", "{'spec':{'min':3}}")
        .isRefused(
            422,
            "Invalid",
            "Widget.example.com 'a' is invalid: spec: Invalid value: 'object': min must not be"
                + " over max");
  }

  @Test
  void oldSelfIsWhatWasThereBefore() {
    define(
        "{'rule':'self.min >= oldSelf.min','messageExpression':"
            + "'\\u0027was \\u0027 + string(oldSelf.min)','reason':'FieldValueForbidden',"
            + "'fieldPath':'.min'}");
    api.post(WIDGETS, widget("{'min':5}")).isCode(201);
    api.mergePatch(WIDGETS + "/a", "{'spec':{'min':6}}").isCode(200);
    api.mergePatch(WIDGETS + "/a", "{'spec':{'min':4}}")
        .isRefused(422, "Invalid", "Widget.example.com 'a' is invalid: spec.min: Forbidden: was 6");
  }

  @Test
  void anOptionalOldSelfIsEmptyAtCreation() {
    define(
        "{'rule':'oldSelf.hasValue() || self.min == 1','optionalOldSelf':true,"
            + "'message':'begins with one'}");
    api.post(WIDGETS, widget("{'min':5}")).isCode(422);
    api.post(WIDGETS, widget("{'min':1}")).isCode(201);
    api.mergePatch(WIDGETS + "/a", "{'spec':{'min':6}}").isCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "self.numbers.sum() == 6 && self.numbers.isSorted() && self.numbers.max() == 3",
        "self.list.indexOf(\"b\") == 1 && self.list.exists(x, x == \"a\")",
        "self.name.find(\"[0-9]+\") == \"42\" && self.name.findAll(\"[a-z]\").size() == 3",
        "self.name.matches(\"^web\") && self.name.lowerAscii().split(\"-\").size() == 2",
        "url(\"https://example.com:80/p?a=b\").getPort() == \"80\" && isURL(\"/x\")",
        "quantity(\"1Gi\").isGreaterThan(quantity(\"500Mi\")) && !isQuantity(\"x\")",
        "quantity(\"1k\").add(1).asInteger() == 1001",
        "ip(\"10.0.0.1\").family() == 4 && cidr(\"10.0.0.0/8\").containsIP(\"10.1.2.3\")",
        "ip.isCanonical(\"::1\") && !isIP(\"x\") && cidr(\"10.1.0.0/8\").masked().prefixLength() == 8",
        "semver(\"1.2.3\").isLessThan(semver(\"1.10.0\")) && semver(\"1.0.0-a\").compareTo(semver(\"1.0.0\")) == -1",
        "sets.contains(self.list, [\"a\"]) && self.list.all(i, v, i < 2 && v != \"\")",
        "self.?min.orValue(7) == 7 && !has(self.max) && self.x__dash__y == \"z\"",
        "self.map.all(k, k.startsWith(\"k\")) && self.map[\"k1\"] == \"v\"",
        "self.time < timestamp(\"2030-01-01T00:00:00Z\") && self.time.getFullYear() == 2026",
        "[1, 2.5].size() == 2 || true"
      })
  void librariesAreThere(String rule) {
    define("{'rule':" + Json.text(StringNode.valueOf(rule)) + "}");
    var spec =
        "{'numbers':[1,2,3],'list':['a','b'],'name':'web-42','x-y':'z','map':{'k1':'v'},"
            + "'time':'2026-01-02T03:04:05Z'}";
    assertThat(api.post(WIDGETS, widget(spec)).message()).isEmpty();
  }

  @Test
  void wrongRulesAreRefusedWithTheDefinition() {
    var refused = api.post(CustomHarness.DEFINITIONS, definition("[{'rule':'self.nothing > 1'}]"));
    refused.isCode(422);
    assertThat(refused.message())
        .contains(
            "spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0].rule")
        .contains("compilation failed: ERROR: <input>:1:5: undefined field 'nothing'");
    assertThat(api.post(CustomHarness.DEFINITIONS, definition("[{'rule':'1 + 1'}]")).message())
        .contains("must evaluate to a bool");
  }

  @Test
  void anExpensiveRuleIsStopped() {
    define(
        "{'rule':'self.list.all(a, self.list.all(b, self.list.all(c, a + b + c != \\u0027x\\u0027)))'}");
    var list = new StringBuilder("'a'");
    list.repeat(",'a'", 300);
    assertThat(api.post(WIDGETS, widget("{'list':[" + list + "]}")).isCode(422).message())
        .contains("validation failed due to running out of cost budget");
  }
}
