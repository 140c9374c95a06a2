package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import org.junit.jupiter.api.Test;

/** The kinds of admissionregistration.k8s.io and apiregistration.k8s.io. */
class ExtensionWritesTest {
  private static final String ADMISSION = "/apis/admissionregistration.k8s.io/v1/";
  private static final String WEBHOOKS = ADMISSION + "mutatingwebhookconfigurations";
  private static final String POLICIES = ADMISSION + "validatingadmissionpolicies";
  private static final String BINDINGS = ADMISSION + "validatingadmissionpolicybindings";
  private static final String SERVICES = "/apis/apiregistration.k8s.io/v1/apiservices";
  private static final String RULE =
      "{'operations':['CREATE'],'apiGroups':[''],'apiVersions':['v1'],'resources':['pods']}";
  private static final String HOOK =
      "{'name':'a.example.com','clientConfig':{'service':{'name':'s','namespace':'n'}},'rules':["
          + RULE
          + "],'sideEffects':'None','admissionReviewVersions':['v1']}";
  private static final String POLICY =
      "{'metadata':{'name':'p.example.com'},'spec':{'matchConstraints':{'resourceRules':["
          + RULE
          + "]},'validations':[{'expression':'object.spec.replicas < 5'}]}}";

  private final RegistryHarness api = new RegistryHarness();

  @Test
  void webhooksAreDefaulted() {
    var made =
        api.post(WEBHOOKS, "{'metadata':{'name':'w'},'webhooks':[" + HOOK + "]}").isCode(201);
    var expected =
        """
        {'name':'a.example.com','clientConfig':{'service':{'name':'s','namespace':'n','port':443}},
         'rules':[{'operations':['CREATE'],'apiGroups':[''],'apiVersions':['v1'],
           'resources':['pods'],'scope':'*'}],'failurePolicy':'Fail','matchPolicy':'Equivalent',
         'namespaceSelector':{},'objectSelector':{},'sideEffects':'None','timeoutSeconds':10,
         'admissionReviewVersions':['v1'],'reinvocationPolicy':'Never'}
        """;
    assertThat(made.body().at("/webhooks/0")).isEqualTo(Json.tree(RegistryHarness.json(expected)));
    assertThat(made.at("/metadata/generation")).isEqualTo("1");
    assertThat(
            api.mergePatch(WEBHOOKS + "/w", "{'metadata':{'labels':{'a':'b'}}}")
                .at("/metadata/generation"))
        .isEqualTo("1");
    assertThat(
            api.mergePatch(WEBHOOKS + "/w", "{'webhooks':null}")
                .isCode(200)
                .at("/metadata/generation"))
        .isEqualTo("2");
    assertThat(api.put(WEBHOOKS + "/w", "{'metadata':{'name':'w'}}").isCode(422).message())
        .contains("must be specified for an update");
  }

  @Test
  void webhooksAreNamedAndReachedInFull() {
    refused(
        HOOK.replace("a.example.com", "example.com"),
        "webhooks[0].name: Invalid value: 'example.com': should be a domain with at least three"
            + " segments separated by dots");
    refused(
        HOOK.replace("'sideEffects':'None',", ""),
        "webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun");
    refused(
        HOOK.replace("'None'", "'Some'"),
        "webhooks[0].sideEffects: Unsupported value: 'Some': supported values: 'None',"
            + " 'NoneOnDryRun'");
    refused(
        HOOK.replace("['v1']}", "['v2']}"),
        "webhooks[0].admissionReviewVersions: Invalid value: ['v2']: must include at least one of"
            + " v1, v1beta1");
    refused(
        HOOK.replace("'rules'", "'timeoutSeconds':0,'rules'"),
        "webhooks[0].timeoutSeconds: Invalid value: 0: the timeout value must be between 1 and 30"
            + " seconds");
    refused(
        HOOK.replace("{'service'", "{'url':'https://h','service'"),
        "webhooks[0].clientConfig: Required value: exactly one of url or service is required");
    refused(
        HOOK.replace("'service':{'name':'s','namespace':'n'}", "'url':'http://h/?a'"),
        "[webhooks[0].clientConfig.url: Invalid value: 'http': 'https' is the only allowed URL"
            + " scheme; desired format: https://host[/path], webhooks[0].clientConfig.url: Invalid"
            + " value: 'a': query parameters are not permitted in the URL]");
    refused(
        HOOK.replace("'namespace':'n'", "'namespace':'n','path':'/a//b','port':0"),
        "[webhooks[0].clientConfig.service.port: Invalid value: 0: port is not valid: must be"
            + " between 1 and 65535, inclusive, webhooks[0].clientConfig.service.path: Invalid"
            + " value: '/a//b': segment[1] may not be empty]");
    refused(HOOK + "," + HOOK, "webhooks[1].name: Duplicate value: 'a.example.com'");
    refused(
        HOOK.replace("'sideEffects'", "'matchConditions':[{'name':'c'}],'sideEffects'"),
        "webhooks[0].matchConditions[0].expression: Required value");
  }

  @Test
  void rulesDoNotContradictThemselves() {
    refused(
        HOOK.replace("['CREATE']", "['*','CREATE']"),
        "webhooks[0].rules[0].operations: Invalid value: ['*','CREATE']: if '*' is present, must"
            + " not specify other operations");
    refused(
        HOOK.replace("['CREATE']", "['MAKE']"),
        "webhooks[0].rules[0].operations[0]: Unsupported value: 'MAKE': supported values: '*',"
            + " 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'");
    refused(
        HOOK.replace("['pods']", "['pods/*','pods/log']"),
        "webhooks[0].rules[0].resources[1]: Invalid value: 'pods/log': if 'pods/*' is present, must"
            + " not specify pods/log");
    refused(
        HOOK.replace("['pods']", "['*','pods']"),
        "webhooks[0].rules[0].resources: Invalid value: ['*','pods']: if '*' is present, must not"
            + " specify other resources without subresources");
    refused(
        HOOK.replace("['pods']", "['*/*','pods/log']"),
        "webhooks[0].rules[0].resources: Invalid value: ['*/*','pods/log']: if '*/*' is present,"
            + " must not specify other resources");
    refused(
        HOOK.replace(",'resources':['pods']", ""),
        "webhooks[0].rules[0].resources: Required value");
  }

  private void refused(String hooks, String message) {
    var answer =
        api.post(
            ADMISSION + "validatingwebhookconfigurations",
            "{'metadata':{'name':'w'},'webhooks':[" + hooks + "]}");
    assertThat(answer.isCode(422).message().replace('"', '\''))
        .isEqualTo(
            "ValidatingWebhookConfiguration.admissionregistration.k8s.io 'w' is invalid: "
                + message);
  }

  @Test
  void policiesAreDefaultedAndChecked() {
    var made = api.post(POLICIES, POLICY).isCode(201);
    assertThat(made.at("/spec/failurePolicy")).isEqualTo("Fail");
    assertThat(made.at("/spec/matchConstraints/matchPolicy")).isEqualTo("Equivalent");
    assertThat(made.at("/spec/matchConstraints/namespaceSelector")).isEqualTo("{}");
    assertThat(made.at("/spec/matchConstraints/resourceRules/0/scope")).isEqualTo("*");
    assertThat(made.at("/metadata/generation")).isEqualTo("1");
    assertThat(made.at("/status")).isEqualTo("{}");
    var status =
        api.mergePatch(
                POLICIES + "/p.example.com/status",
                "{'status':{'observedGeneration':1},'spec':{'validations':null}}")
            .isCode(200);
    assertThat(status.at("/spec/validations/0/expression")).isNotEmpty();
    assertThat(status.at("/status/observedGeneration")).isEqualTo("1");

    var wrong =
        POLICY
            .replace("'validations'", "'variables':[{'name':'in','expression':'1'}],'validations'")
            .replace("'object.spec.replicas < 5'", "' ','message':'a\\nb','messageExpression':' '");
    assertThat(api.post(POLICIES, wrong).isCode(422).message())
        .contains("spec.variables[0].name: Invalid value: \"in\": name is not a valid CEL")
        .contains("spec.validations[0].expression: Required value: expression is not specified")
        .contains("spec.validations[0].messageExpression: Invalid value: \" \": must be non-empty")
        .contains("message must not contain line breaks");
    assertThat(
            api.post(POLICIES, "{'metadata':{'name':'q'},'spec':{'paramKind':{'kind':'A b'}}}")
                .isCode(422)
                .message())
        .contains("spec.paramKind.apiVersion: Required value")
        .contains("spec.paramKind.kind: Invalid value: \"A b\": may have mixed case")
        .contains("spec.matchConstraints: Required value")
        .contains(
            "spec.auditAnnotations: Required value: validations or auditAnnotations must contain at"
                + " least one item");
  }

  @Test
  void bindingsSayWhatHappens() {
    api.post(
            BINDINGS,
            "{'metadata':{'name':'b'},'spec':{'policyName':'p','validationActions':['Deny'],"
                + "'paramRef':{'name':'x','parameterNotFoundAction':'Deny'}}}")
        .isCode(201);
    api.post(
            BINDINGS,
            "{'metadata':{'name':'c'},'spec':{'validationActions':['Deny','Warn','Deny'],"
                + "'paramRef':{'name':'x','selector':{}}}}")
        .isRefused(
            422,
            "Invalid",
            "ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io 'c' is invalid:"
                + " [spec.policyName: Required value, spec.paramRef.name: Forbidden: name and"
                + " selector are mutually exclusive, spec.paramRef.selector: Forbidden: name and"
                + " selector are mutually exclusive, spec.paramRef.parameterNotFoundAction:"
                + " Required value, spec.validationActions[2]: Duplicate value: 'Deny',"
                + " spec.validationActions: Invalid value: ['Deny','Warn','Deny']: must not"
                + " contain both Deny and Warn (repeating the same validation failure information"
                + " in the API response and headers serves no purpose)]");
    assertThat(
            api.post(BINDINGS, "{'metadata':{'name':'c'},'spec':{'policyName':'p'}}")
                .isCode(422)
                .message())
        .endsWith(
            "spec.validationActions: Required value: at least one validation action is"
                + " required");
  }

  @Test
  void localServicesAreAvailable() {
    var made =
        api.post(
                SERVICES,
                "{'metadata':{'name':'v1.apps'},'spec':{'group':'apps','version':'v1',"
                    + "'groupPriorityMinimum':17800,'versionPriority':15}}")
            .isCode(201);
    assertThat(made.at("/status/conditions/0/type")).isEqualTo("Available");
    assertThat(made.at("/status/conditions/0/status")).isEqualTo("True");
    assertThat(made.at("/status/conditions/0/reason")).isEqualTo("Local");
    assertThat(made.at("/status/conditions/0/message"))
        .isEqualTo("Local APIServices are always available");
    assertThat(api.stored("/registry/apiregistration.k8s.io/apiservices/v1.apps")).isNotNull();
  }

  @Test
  void servicesElsewhereAreFullyDescribed() {
    var remote =
        api.post(
                SERVICES,
                "{'metadata':{'name':'v1.m.example.com'},'spec':{'group':'m.example.com',"
                    + "'version':'v1','groupPriorityMinimum':100,'versionPriority':100,"
                    + "'service':{'namespace':'n','name':'s'}}}")
            .isCode(201);
    assertThat(remote.at("/spec/service/port")).isEqualTo("443");
    assertThat(remote.at("/status")).isEqualTo("{}");
    api.mergePatch(
            SERVICES + "/v1.m.example.com/status",
            "{'status':{'conditions':[{'type':'Available','status':'Perhaps'}]}}")
        .isCode(422);
    assertThat(
            api.post(
                    SERVICES,
                    "{'metadata':{'name':'v1.x'},'spec':{'version':'V1','groupPriorityMinimum':0,"
                        + "'versionPriority':2000,'insecureSkipTLSVerify':true,'caBundle':'AAAA'}}")
                .isCode(422)
                .message())
        .contains(
            "metadata.name: Invalid value: \"v1.x\": must be `spec.version+\".\"+spec.group`:"
                + " \"V1.\"")
        .contains(
            "spec.group: Required value: only v1 may have an empty group and it better be legacy"
                + " kube")
        .contains("spec.version: Invalid value: \"V1\": a DNS-1035 label must consist of")
        .contains(
            "spec.groupPriorityMinimum: Invalid value: 0: must be positive and less than 20000")
        .contains("spec.versionPriority: Invalid value: 2000: must be positive and less than 1000")
        .contains(
            "spec.caBundle: Invalid value: \"3 bytes\": local APIServices may not have a caBundle")
        .contains("local APIServices may not have insecureSkipTLSVerify");
  }
}
