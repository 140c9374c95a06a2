package io.coxswain.apiserver.registry;

import static io.coxswain.apiserver.registry.CustomHarness.DEFINITIONS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Custom resources from their definition to their end. */
class CustomResourcesTest {
  private static final String NAME = "widgets.example.com";
  private static final String WIDGETS = "/apis/example.com/v1/namespaces/default/widgets";
  private static final String SCHEMA =
      "{'type':'object','properties':{"
          + "'spec':{'type':'object','required':['size'],'properties':{"
          + "'size':{'type':'integer','minimum':1,'maximum':10},"
          + "'color':{'type':'string','default':'red','enum':['red','green']},"
          + "'replicas':{'type':'integer','format':'int32'},"
          + "'note':{'type':'string','nullable':true},"
          + "'ports':{'type':'array','x-kubernetes-list-type':'map',"
          + "'x-kubernetes-list-map-keys':['name'],'items':{'type':'object','required':['name'],"
          + "'properties':{'name':{'type':'string'},'port':{'x-kubernetes-int-or-string':true}}}},"
          + "'free':{'type':'object','x-kubernetes-preserve-unknown-fields':true}}},"
          + "'status':{'type':'object','properties':{'replicas':{'type':'integer'},"
          + "'selector':{'type':'string'}}}}}";

  private final CustomHarness custom = new CustomHarness();
  private final RegistryHarness api = custom.api;

  @AfterEach
  void stop() {
    custom.close();
  }

  private static String version(String name, boolean storage) {
    return "{'name':'"
        + name
        + "','served':true,'storage':"
        + storage
        + ",'schema':{'openAPIV3Schema':"
        + SCHEMA
        + "},'subresources':{'status':{},'scale':{'specReplicasPath':'.spec.replicas',"
        + "'statusReplicasPath':'.status.replicas','labelSelectorPath':'.status.selector'}}}";
  }

  private static String definition(String plural, String kind, String versions) {
    return "{'metadata':{'name':'"
        + plural
        + ".example.com'},'spec':{'group':'example.com','scope':'Namespaced','names':{'plural':'"
        + plural
        + "','kind':'"
        + kind
        + "','shortNames':['wd']},'versions':["
        + versions
        + "]}}";
  }

  private static String widget(String name, String spec) {
    return "{'apiVersion':'example.com/v1','kind':'Widget','metadata':{'name':'"
        + name
        + "'},'spec':"
        + spec
        + "}";
  }

  @Test
  void aDefinitionIsEstablishedAndServed() {
    api.get(WIDGETS).isCode(404);
    custom.define(definition("widgets", "Widget", version("v1", true)));
    var stored = api.stored("/registry/apiextensions.k8s.io/customresourcedefinitions/" + NAME);
    assertThat(stored.at("/status/storedVersions").toString()).isEqualTo("[\"v1\"]");
    assertThat(stored.at("/status/acceptedNames/listKind").asString()).isEqualTo("WidgetList");
    assertThat(custom.condition(NAME, "NamesAccepted").path("reason").asString())
        .isEqualTo("NoConflicts");
    assertThat(custom.condition(NAME, "Established").path("reason").asString())
        .isEqualTo("InitialNamesAccepted");
    var created = api.post(WIDGETS, widget("a", "{'size':3,'lost':1}")).isCode(201);
    assertThat(created.at("/spec")).isEqualTo("{\"size\":3,\"color\":\"red\"}");
    assertThat(created.at("/metadata/generation")).isEqualTo("1");
    assertThat(created.warnings()).containsExactly("unknown field \"spec.lost\"");
    assertThat(custom.read("example.com", "v1", "widgets", "default", "a").at("/spec/size").asInt())
        .isEqualTo(3);
  }

  @Test
  void everyVersionShowsTheStoredObject() {
    custom.define(
        definition("widgets", "Widget", version("v1", false) + "," + version("v2", true)));
    api.post(WIDGETS, widget("a", "{'size':3}")).isCode(201);
    assertThat(api.stored("/registry/example.com/widgets/default/a").at("/apiVersion").asString())
        .isEqualTo("example.com/v2");
    assertThat(
            custom
                .read("example.com", "v1", "widgets", "default", "a")
                .at("/apiVersion")
                .asString())
        .isEqualTo("example.com/v1");
    assertThat(
            custom
                .read("example.com", "v2", "widgets", "default", "a")
                .at("/apiVersion")
                .asString())
        .isEqualTo("example.com/v2");
  }

  @Test
  void valuesAreValidatedInUpstreamsWords() {
    custom.define(definition("widgets", "Widget", version("v1", true)));
    api.post(WIDGETS, widget("a", "{}"))
        .isRefused(422, "Invalid", "Widget.example.com 'a' is invalid: spec.size: Required value");
    api.post(WIDGETS, widget("a", "{'size':'x'}"))
        .isRefused(
            422,
            "Invalid",
            "Widget.example.com 'a' is invalid: spec.size: Invalid value: 'string': spec.size in"
                + " body must be of type integer: 'string'");
    api.post(WIDGETS, widget("a", "{'size':11,'color':'blue'}"))
        .isRefused(
            422,
            "Invalid",
            "Widget.example.com 'a' is invalid: [spec.size: Invalid value: 11: spec.size in body"
                + " should be less than or equal to 10, spec.color: Unsupported value: 'blue':"
                + " supported values: 'red', 'green']");
    api.post(WIDGETS, widget("a", "{'size':1,'ports':[{'name':'x'},{'name':'x'}]}"))
        .isRefused(
            422,
            "Invalid",
            "Widget.example.com 'a' is invalid: spec.ports[1]: Duplicate value: {'name':'x'}");
  }

  @Test
  void statusAndScaleAreApart() {
    custom.define(definition("widgets", "Widget", version("v1", true)));
    var created = api.post(WIDGETS, widget("a", "{'size':1,'replicas':2}")).isCode(201);
    api.mergePatch(
            WIDGETS + "/a/status", "{'status':{'replicas':2,'selector':'a=b'},'spec':{'size':9}}")
        .isCode(200);
    var scale = api.get(WIDGETS + "/a/scale").isCode(200);
    assertThat(scale.at("/spec/replicas")).isEqualTo("2");
    assertThat(scale.at("/status")).isEqualTo("{\"replicas\":2,\"selector\":\"a=b\"}");
    api.mergePatch(WIDGETS + "/a/scale", "{'spec':{'replicas':5}}").isCode(200);
    var stored = api.stored("/registry/example.com/widgets/default/a");
    assertThat(stored.at("/spec/replicas").asInt()).isEqualTo(5);
    assertThat(stored.at("/spec/size").asInt()).isEqualTo(1);
    assertThat(stored.at("/metadata/generation").asInt()).isEqualTo(2);
    assertThat(created.at("/metadata/generation")).isEqualTo("1");
  }

  @Test
  void aDefinitionTakesItsObjectsWithIt() {
    custom.define(definition("widgets", "Widget", version("v1", true)));
    api.post(WIDGETS, widget("a", "{'size':1}")).isCode(201);
    api.delete(DEFINITIONS + "/" + NAME).isCode(200);
    CustomHarness.until(
        () ->
            api.stored("/registry/apiextensions.k8s.io/customresourcedefinitions/" + NAME) == null);
    assertThat(api.stored("/registry/example.com/widgets/default/a")).isNull();
    CustomHarness.until(
        () -> api.served.get().byResource("example.com", "v1", "widgets").isEmpty());
    api.get(WIDGETS + "/a").isCode(404);
  }

  @Test
  void namesInUseAreNotGivenAway() {
    custom.define(definition("widgets", "Widget", version("v1", true)));
    api.post(DEFINITIONS, definition("gadgets", "Gadget", version("v1", true))).isCode(201);
    custom.await("gadgets.example.com", "NamesAccepted", "False");
    var condition = custom.condition("gadgets.example.com", "NamesAccepted");
    assertThat(condition.path("reason").asString()).isEqualTo("ShortNamesConflict");
    assertThat(condition.path("message").asString()).isEqualTo("\"wd\" is already in use");
    assertThat(custom.condition("gadgets.example.com", "Established").path("reason").asString())
        .isEqualTo("NotAccepted");
    api.delete(DEFINITIONS + "/" + NAME).isCode(200);
    custom.await("gadgets.example.com", "Established", "True");
  }

  @Test
  void aNewSchemaShowsInOldObjects() {
    custom.define(definition("widgets", "Widget", version("v1", true)));
    api.post(WIDGETS, widget("a", "{'size':1}")).isCode(201);
    var definition = api.stored("/registry/apiextensions.k8s.io/customresourcedefinitions/" + NAME);
    var changed =
        definition
            .toString()
            .replace(
                "\"color\":{", "\"shape\":{\"type\":\"string\",\"default\":\"round\"},\"color\":{");
    var version =
        api.store
            .get("/registry/apiextensions.k8s.io/customresourcedefinitions/" + NAME)
            .modRevision();
    api.put(
            DEFINITIONS + "/" + NAME,
            changed.replace(
                "\"metadata\":{", "\"metadata\":{\"resourceVersion\":\"" + version + "\","))
        .isCode(200);
    CustomHarness.until(
        () ->
            custom
                .read("example.com", "v1", "widgets", "default", "a")
                .at("/spec/shape")
                .asString("")
                .equals("round"));
  }
}
