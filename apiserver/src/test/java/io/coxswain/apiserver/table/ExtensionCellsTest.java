package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Rows.META;
import static io.coxswain.apiserver.table.Rows.NOW;
import static io.coxswain.apiserver.table.Rows.cells;
import static io.coxswain.apiserver.table.Rows.tree;
import static io.coxswain.apiserver.table.Rows.type;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the columns of extensions and of flow control say. */
class ExtensionCellsTest {
  @Test
  void extensionsOfTheServer() {
    assertThat(cells("MutatingWebhookConfiguration", "{" + META + ",'webhooks':[{'name':'x'}]}"))
        .isEqualTo("['a',1,'5m']");
    assertThat(
            cells(
                "ValidatingAdmissionPolicy",
                "{"
                    + META
                    + ",'spec':{'validations':[{},{}],'paramKind':{'apiVersion':'v1','kind':'K'}}}"))
        .isEqualTo("['a',2,'v1/K','5m']");
    assertThat(
            cells(
                "ValidatingAdmissionPolicyBinding",
                "{" + META + ",'spec':{'policyName':'p','paramRef':{'name':'x','namespace':'n'}}}"))
        .isEqualTo("['a','p','n/x','5m']");
    var binding = "{" + META + ",'spec':{'policyName':'p','paramRef':{%s}}}";
    assertThat(cells("ValidatingAdmissionPolicyBinding", binding.formatted("'name':'x'")))
        .isEqualTo("['a','p','*/x','5m']");
    assertThat(
            cells(
                "ValidatingAdmissionPolicyBinding",
                binding.formatted(
                    "'selector':{'matchLabels':{'k':'v'},'matchExpressions':[{'key':'e','operator':'In','values':['1','2']}]}")))
        .isEqualTo(
            "['a','p','&LabelSelector{MatchLabels:map[string]string{k: v,},MatchExpressions:[]LabelSelectorRequirement{"
                + "LabelSelectorRequirement{Key:e,Operator:In,Values:[1 2],},},}','5m']");
    assertThat(
            cells(
                "APIService",
                "{"
                    + META
                    + ",'spec':{'service':{'namespace':'n','name':'s'}},'status':{'conditions':["
                    + "{'type':'Available','status':'False','reason':'ServiceNotFound'}]}}"))
        .isEqualTo("['a','n/s','False (ServiceNotFound)','5m']");
    assertThat(cells("APIService", "{" + META + ",'spec':{}}"))
        .isEqualTo("['a','Local','Unknown','5m']");
  }

  @Test
  void flowControlShowsLimitsAndWhatIsMissing() {
    assertThat(
            cells(
                "PriorityLevelConfiguration",
                "{'metadata':{'name':'exempt'},'spec':{'type':'Exempt','exempt':{}}}"))
        .isEqualTo("['exempt','Exempt','<none>','<none>','<none>','<none>','<unknown>']");
    assertThat(
            cells(
                "PriorityLevelConfiguration",
                "{'metadata':{'name':'system'},'spec':{'type':'Limited','limited':{"
                    + "'nominalConcurrencyShares':30,'limitResponse':{'type':'Queue','queuing':{"
                    + "'queues':64,'handSize':6,'queueLengthLimit':50}}}}}"))
        .isEqualTo("['system','Limited',30,64,6,50,'<unknown>']");
    var schema =
        "{'metadata':{'name':'a'},'spec':{'priorityLevelConfiguration':{'name':'l'},"
            + "'matchingPrecedence':7},'status':{'conditions':[%s]}}";
    assertThat(cells("FlowSchema", schema.formatted("{'type':'Dangling','status':'True'}")))
        .isEqualTo("['a','l',7,'<none>','<unknown>','True']");
    assertThat(cells("FlowSchema", schema.formatted("")))
        .isEqualTo("['a','l',7,'<none>','<unknown>','?']");
    var list =
        tree(
            "{'kind':'FlowSchemaList','items':[{'metadata':{'name':'c'},'spec':{'matchingPrecedence':9}},"
                + "{'metadata':{'name':'b'},'spec':{'matchingPrecedence':1}},"
                + "{'metadata':{'name':'a'},'spec':{'matchingPrecedence':9}}]}");
    assertThat(
            Tables.of(type("FlowSchema"), list, IncludeObject.NONE, true, NOW)
                .get("rows")
                .valueStream()
                .map(row -> row.at("/cells/0").asString()))
        .containsExactly("b", "a", "c");
  }
}
