package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.flowcontrol.BootstrapConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defaults and rules of flow schemas and priority levels. */
class FlowControlKindsTest {
  private static final String GROUP = "/apis/flowcontrol.apiserver.k8s.io/v1/";
  private static final String SCHEMAS = GROUP + "flowschemas";
  private static final String LEVELS = GROUP + "prioritylevelconfigurations";
  private static final String RULE =
      "{'subjects':[{'kind':'Group','group':{'name':'dev'}}],'resourceRules':[{'verbs':['*'],"
          + "'apiGroups':['*'],'resources':['*'],'namespaces':['*']}]}";

  private final RegistryHarness api = new RegistryHarness();

  private static String named(String spec) {
    return "{'metadata':{'name':'a'},'spec':" + spec + "}";
  }

  private static Object tree(String text) {
    return Json.tree(RegistryHarness.json(text));
  }

  @Test
  void schemasAreFoundByPrecedence() {
    var created =
        api.post(
                SCHEMAS,
                named("{'priorityLevelConfiguration':{'name':'l'},'rules':[" + RULE + "]}"))
            .isCode(201);
    assertThat(created.body().get("spec"))
        .isEqualTo(
            tree(
                "{'priorityLevelConfiguration':{'name':'l'},'matchingPrecedence':1000,'rules':["
                    + RULE
                    + "]}"));
    assertThat(created.at("/status")).isEqualTo("{}");
    assertThat(created.at("/metadata/generation")).isEqualTo("1");
    assertThat(api.stored("/registry/flowschemas/a")).isNotNull();
    assertThat(
            api.mergePatch(SCHEMAS + "/a", "{'spec':{'matchingPrecedence':0},'status':{'x':1}}")
                .at("/spec/matchingPrecedence"))
        .isEqualTo("1000");
    var status =
        api.mergePatch(
                SCHEMAS + "/a/status",
                "{'spec':null,'status':{'conditions':[{'type':'Dangling','status':'True'}]}}")
            .isCode(200);
    assertThat(status.at("/spec/matchingPrecedence")).isEqualTo("1000");
    assertThat(status.at("/status/conditions/0/type")).isEqualTo("Dangling");
    api.mergePatch(SCHEMAS + "/a/status", "{'status':{'conditions':[{'status':'True'}]}}")
        .isRefused(
            422,
            "Invalid",
            "FlowSchema.flowcontrol.apiserver.k8s.io 'a' is invalid: status.conditions[0].type:"
                + " Required value: must not be empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          'rules':[]|spec.priorityLevelConfiguration.name: Required value: must reference a priority level
          'priorityLevelConfiguration':{'name':'l'},'matchingPrecedence':1|spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1
          'priorityLevelConfiguration':{'name':'l'},'matchingPrecedence':10001|spec.matchingPrecedence: Invalid value: 10001: must not be greater than 10000
          'priorityLevelConfiguration':{'name':'l'},'matchingPrecedence':-1|spec.matchingPrecedence: Invalid value: -1: must be a positive value
          'priorityLevelConfiguration':{'name':'l'},'distinguisherMethod':{'type':'X'}|spec.distinguisherMethod.type: Unsupported value: {'Type':'X'}: supported values: 'ByNamespace', 'ByUser'
          'priorityLevelConfiguration':{'name':'l'},'rules':[{'subjects':[]}]|[spec.rules[0].subjects: Required value: subjects must contain at least one value, spec.rules[0]: Required value: at least one of resourceRules and nonResourceRules has to be non-empty]
          """)
  void schemasThatCannotMatchAreRefused(String spec, String message) {
    refused(SCHEMAS, "FlowSchema", "{" + spec + "}", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {'kind':'X'}|kind: Unsupported value: 'X': supported values: 'Group', 'ServiceAccount', 'User'
          {'kind':'User'}|user: Required value: user is required when subject kind is 'User'
          {'kind':'User','user':{'name':'*'},'group':{'name':'g'}}|group: Forbidden: group is forbidden when subject kind is not 'Group'
          {'kind':'Group','group':{'name':''}}|group.name: Required value
          {'kind':'ServiceAccount','serviceAccount':{'name':'x'}}|serviceAccount.namespace: Required value: must specify namespace for service account
          """)
  void subjectsSayOneThing(String subject, String message) {
    refused(
        SCHEMAS,
        "FlowSchema",
        "{'priorityLevelConfiguration':{'name':'l'},'rules':[{'subjects':["
            + subject
            + "],'nonResourceRules':[{'verbs':['*'],'nonResourceURLs':['*']}]}]}",
        "spec.rules[0].subjects[0]." + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          'resourceRules':[{'verbs':['get','*'],'apiGroups':['*'],'resources':['*'],'clusterScope':true}]|resourceRules[0].verbs: Invalid value: ['get','*']: if '*' is present, must not specify other verbs
          'resourceRules':[{'verbs':['eat'],'apiGroups':['*'],'resources':['*'],'clusterScope':true}]|resourceRules[0].verbs: Unsupported value: ['eat']: supported values: 'create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'
          'resourceRules':[{'verbs':['*'],'apiGroups':[],'resources':['*'],'clusterScope':true}]|resourceRules[0].apiGroups: Required value: resource rules must supply at least one api group
          'resourceRules':[{'verbs':['*'],'apiGroups':['*'],'resources':['*','pods'],'clusterScope':true}]|resourceRules[0].resources: Invalid value: ['*','pods']: if '*' is present, must not specify other resources
          'resourceRules':[{'verbs':['*'],'apiGroups':['*'],'resources':['*']}]|resourceRules[0].namespaces: Required value: resource rules that are not cluster scoped must supply at least one namespace
          'nonResourceRules':[{'verbs':['*'],'nonResourceURLs':['/a*']}]|nonResourceRules[0].nonResourceURLs[0]: Invalid value: '/a*': wildcard can only do suffix matching
          'nonResourceRules':[{'verbs':['*'],'nonResourceURLs':['a']}]|nonResourceRules[0].nonResourceURLs[0]: Invalid value: 'a': must start with slash
          """)
  void rulesAreWellFormed(String rules, String message) {
    refused(
        SCHEMAS,
        "FlowSchema",
        "{'priorityLevelConfiguration':{'name':'l'},'rules':[{'subjects':[{'kind':'User','user':"
            + "{'name':'*'}}],"
            + rules
            + "}]}",
        "spec.rules[0]." + message);
  }

  @Test
  void levelsQueueInManyQueuesUnlessToldOtherwise() {
    var created =
        api.post(
                LEVELS,
                named(
                    "{'type':'Limited','limited':{'limitResponse':{'type':'Queue','queuing':{'queues':0}}}}"))
            .isCode(201);
    assertThat(created.body().get("spec"))
        .isEqualTo(
            tree(
                "{'type':'Limited','limited':{'nominalConcurrencyShares':30,'limitResponse':{"
                    + "'type':'Queue','queuing':{'queues':64,'handSize':8,'queueLengthLimit':50}},"
                    + "'lendablePercent':0}}"));
    var jail =
        api.mergePatch(LEVELS + "/a", "{'spec':{'limited':{'nominalConcurrencyShares':0}}}")
            .isCode(200);
    assertThat(jail.at("/spec/limited/nominalConcurrencyShares")).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {'type':'Exempt'}|spec.type: Invalid value: 'Exempt': type must be 'Exempt' if and only if name is 'exempt'
          {'type':'Limited'}|spec.limited: Required value: must not be empty when type is Limited
          {'type':'Limited','exempt':{},'limited':{'limitResponse':{'type':'Reject'}}}|spec.exempt: Forbidden: must be nil if the type is Limited
          {'type':'X'}|spec.type: Unsupported value: 'X': supported values: 'Exempt', 'Limited'
          {'type':'Limited','limited':{'nominalConcurrencyShares':-1,'limitResponse':{'type':'Reject'}}}|spec.limited.nominalConcurrencyShares: Invalid value: -1: must be a non-negative integer
          {'type':'Limited','limited':{'lendablePercent':101,'limitResponse':{'type':'Reject'}}}|spec.limited.lendablePercent: Invalid value: 101: must be between 0 and 100, inclusive
          {'type':'Limited','limited':{'borrowingLimitPercent':-1,'limitResponse':{'type':'Reject'}}}|spec.limited.borrowingLimitPercent: Invalid value: -1: if specified, must be a non-negative integer
          {'type':'Limited','limited':{'limitResponse':{'type':'Queue'}}}|spec.limited.limitResponse.queuing: Required value: must not be empty if limited.limitResponse.type is Limited
          {'type':'Limited','limited':{'limitResponse':{'type':'Reject','queuing':{}}}}|spec.limited.limitResponse.queuing: Forbidden: must be nil if limited.limitResponse.type is not Limited
          {'type':'Limited','limited':{'limitResponse':{'type':'Queue','queuing':{'queues':7}}}}|spec.limited.limitResponse.queuing.handSize: Invalid value: 8: should not be greater than queues (7)
          {'type':'Limited','limited':{'limitResponse':{'type':'Queue','queuing':{'queues':512}}}}|spec.limited.limitResponse.queuing.handSize: Invalid value: 8: required entropy bits of deckSize 512 and handSize 8 should not be greater than 60
          {'type':'Limited','limited':{'limitResponse':{'type':'Queue','queuing':{'queues':10000001,'handSize':2}}}}|spec.limited.limitResponse.queuing.queues: Invalid value: 10000001: must not be greater than 10000000
          """)
  void levelsThatContradictThemselvesAreRefused(String spec, String message) {
    refused(LEVELS, "PriorityLevelConfiguration", spec, message);
  }

  private void refused(String path, String kind, String spec, String message) {
    var answer = api.post(path, named(spec)).isCode(422);
    assertThat(answer.message().replace('"', '\''))
        .isEqualTo(kind + ".flowcontrol.apiserver.k8s.io 'a' is invalid: " + message);
  }

  @Test
  void bootstrapObjectsPassTheRulesAndNeedNoDefaults() {
    for (var level : BootstrapConfiguration.levels()) {
      var created = api.post(LEVELS, Json.text(level)).isCode(201);
      assertThat(created.body().get("spec")).isEqualTo(Json.tree(level).get("spec"));
    }
    for (var schema : BootstrapConfiguration.schemas()) {
      var created = api.post(SCHEMAS, Json.text(schema)).isCode(201);
      assertThat(created.body().get("spec")).isEqualTo(Json.tree(schema).get("spec"));
    }
  }

  @Test
  void mandatoryOnesStayAsTheyAre() {
    bootstrapObjectsPassTheRulesAndNeedNoDefaults();
    assertThat(
            api.mergePatch(LEVELS + "/catch-all", "{'spec':{'limited':{'lendablePercent':1}}}")
                .isCode(422)
                .message())
        .endsWith(": spec of 'catch-all' must equal the fixed value");
    assertThat(api.mergePatch(SCHEMAS + "/exempt", "{'spec':{'rules':[]}}").isCode(422).message())
        .endsWith(": spec of 'exempt' must equal the fixed value");
    api.mergePatch(LEVELS + "/exempt", "{'spec':{'exempt':{'nominalConcurrencyShares':7}}}")
        .isCode(200);
    assertThat(
            api.mergePatch(
                    LEVELS + "/exempt", "{'spec':{'limited':{'limitResponse':{'type':'Reject'}}}}")
                .isCode(422)
                .message())
        .contains(
            "spec of 'exempt' except the 'spec.exempt' field must equal the fixed value",
            "spec.limited: Forbidden: must be nil if the type is not Limited");
  }
}
