package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Objects that are taken, with a word of advice. */
class PodWarningsTest {
  private static final String PODS = "/api/v1/namespaces/default/pods";
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";

  private final RegistryHarness api = new RegistryHarness();

  @Test
  void whatIsHardlyMeantIsToldAtCreation() {
    var answer =
        api.post(
            PODS,
            "{'metadata':{'name':'a.b','annotations':{'scheduler.alpha.kubernetes.io/critical-pod':''}},"
                + "'spec':{'nodeSelector':{'beta.kubernetes.io/os':'linux'},"
                + "'topologySpreadConstraints':[{'maxSkew':1,'topologyKey':'z','whenUnsatisfiable':'DoNotSchedule'}],"
                + "'hostAliases':[{'ip':'10.0.0.1'},{'ip':'10.0.0.1'}],'imagePullSecrets':[{}],"
                + "'containers':[{'name':'c','image':'i',"
                + "'env':[{'name':'A','value':'1'},{'name':'A','value':'$(A)2'},{'name':'A','value':'3'}],"
                + "'resources':{'limits':{'memory':'100m'}},'ports':[{'containerPort':80},{'containerPort':80}]},"
                + "{'name':'d','image':'i','ports':[{'containerPort':80,'hostPort':80}]}]}}");

    assertThat(answer.isCode(201).warnings())
        .containsExactlyInAnyOrder(
            "metadata.name: this is used in the Pod's hostname, which can result in surprising"
                + " behavior; a DNS label is recommended: [a lowercase RFC 1123 label must consist of"
                + " lower case alphanumeric characters or '-', and must start and end with an"
                + " alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation"
                + " is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')]",
            "metadata.annotations[scheduler.alpha.kubernetes.io/critical-pod]: non-functional in"
                + " v1.16+; use the \"priorityClassName\" field instead",
            "spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use"
                + " \"kubernetes.io/os\" instead",
            "spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in"
                + " matching no pod",
            "spec.hostAliases[1].ip: duplicate ip \"10.0.0.1\"",
            "spec.imagePullSecrets[0].name: invalid empty name \"\"",
            "spec.containers[0].resources.limits[memory]: fractional byte value \"100m\" is invalid,"
                + " must be an integer",
            "spec.containers[0].resources.requests[memory]: fractional byte value \"100m\" is"
                + " invalid, must be an integer",
            "spec.containers[0].env[2]: hides previous definition of \"A\", which may be dropped when"
                + " using apply",
            "spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]",
            "spec.containers[1].ports[0]: overlapping port definition with"
                + " spec.containers[0].ports[0]",
            "spec.containers[1].ports[0]: overlapping port definition with"
                + " spec.containers[0].ports[1]");
  }

  @Test
  void templatesAreToldOfAgainOnlyWhereTheyChange() {
    var warning =
        "spec.template.spec.containers[0].ports[1]: duplicate port definition with"
            + " spec.template.spec.containers[0].ports[0]";
    var deployment =
        "{'metadata':{'name':'w'},'spec':{'selector':{'matchLabels':{'a':'b'}},'template':{'metadata':"
            + "{'labels':{'a':'b'}},'spec':{'containers':[{'name':'c','image':'i','ports':["
            + "{'containerPort':80,'name':'x'},{'containerPort':80,'name':'y'}]}]}}}}";
    assertThat(api.post(DEPLOYMENTS, deployment).isCode(201).warnings()).containsExactly(warning);
    assertThat(
            api.mergePatch(DEPLOYMENTS + "/w", "{'metadata':{'labels':{'x':'y'}}}")
                .isCode(200)
                .warnings())
        .isEmpty();
    assertThat(api.mergePatch(DEPLOYMENTS + "/w", "{'spec':{'replicas':2}}").isCode(200).warnings())
        .containsExactly(warning);
  }
}
