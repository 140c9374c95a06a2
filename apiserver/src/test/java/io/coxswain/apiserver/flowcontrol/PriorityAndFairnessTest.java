package io.coxswain.apiserver.flowcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.flowcontrol.v1.FlowSchema;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration;
import io.coxswain.apiserver.flowcontrol.Passage.State;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityAndFairnessTest {
  private static final RequestInfo PODS = resource("list", "", "a", "pods");

  private long now;
  private final PriorityAndFairness fairness = new PriorityAndFairness(600, () -> now);

  private static RequestInfo resource(String verb, String group, String namespace, String name) {
    var slash = name.indexOf('/');
    var resource = slash < 0 ? name : name.substring(0, slash);
    var part = slash < 0 ? "" : name.substring(slash + 1);
    return new RequestInfo(true, "/x", verb, group, "v1", namespace, resource, part, "");
  }

  private static RequestInfo path(String path) {
    return new RequestInfo(false, path, "get", "", "", "", "", "", "");
  }

  private static UserInfo user(String name, String... groups) {
    return new UserInfo(name, "", List.of(groups), Map.of());
  }

  private static String schemaOf(UserInfo user, RequestInfo info) {
    var candidates =
        BootstrapConfiguration.schemas().stream()
            .map(schema -> new Classifier.Candidate<>(schema, schema.name()))
            .toList();
    return new Classifier<>(candidates, "none").classify(user, info);
  }

  @ParameterizedTest
  @CsvSource({
    "admin,system:masters,list,'',a,pods,exempt",
    "system:node:n,system:nodes,update,'','',nodes/status,system-node-high",
    "system:node:n,system:nodes,update,coordination.k8s.io,kube-node-lease,leases,system-node-high",
    "system:node:n,system:nodes,create,'',a,pods/binding,system-nodes",
    "system:kube-controller-manager,system:authenticated,update,coordination.k8s.io,kube-system,leases,system-leader-election",
    "system:kube-controller-manager,system:authenticated,list,'','',pods,kube-controller-manager",
    "system:kube-controller-manager,system:authenticated,update,'',a,endpoints,endpoint-controller",
    "system:kube-scheduler,system:authenticated,create,'',a,pods/binding,kube-scheduler",
    "system:serviceaccount:kube-system:x,system:serviceaccounts,get,'',a,configmaps,workload-leader-election",
    "system:serviceaccount:kube-system:x,system:serviceaccounts,list,'',a,pods,kube-system-service-accounts",
    "system:serviceaccount:a:x,system:serviceaccounts,list,'',a,pods,service-accounts",
    "jane,system:authenticated,list,'',a,pods,global-default",
    "system:anonymous,system:unauthenticated,list,'',a,pods,global-default",
    "odd,none,list,'',a,pods,none"
  })
  void theFirstSchemaThatMatchesCounts(
      String name,
      String group,
      String verb,
      String apiGroup,
      String namespace,
      String resource,
      String schema) {
    assertThat(schemaOf(user(name, group), resource(verb, apiGroup, namespace, resource)))
        .isEqualTo(schema);
  }

  @Test
  void probesAreExempt() {
    var somebody = user("jane", "system:authenticated");
    assertThat(schemaOf(somebody, path("/readyz"))).isEqualTo("probes");
    assertThat(schemaOf(somebody, path("/readyz/etcd"))).isEqualTo("global-default");
    assertThat(schemaOf(somebody, path("/version"))).isEqualTo("global-default");
  }

  private static PriorityLevelConfiguration level(String name, String limited) {
    return Json.read(
        ("{'metadata':{'name':'%s','uid':'uid-of-%s'},'spec':{'type':'Limited','limited':%s}}"
                .formatted(name, name, limited))
            .replace('\'', '"'),
        PriorityLevelConfiguration.class);
  }

  private static FlowSchema schema(String name, int precedence, String level, String subject) {
    return Json.read(
        ("{'metadata':{'name':'%s','uid':'uid-of-%s'},'spec':{'matchingPrecedence':%d,"
                    .formatted(name, name, precedence)
                + "'priorityLevelConfiguration':{'name':'%s'},".formatted(level)
                + "'distinguisherMethod':{'type':'ByUser'},'rules':[{'subjects':["
                + subject
                + "],'resourceRules':[{'verbs':['*'],'apiGroups':['*'],'resources':['*'],"
                + "'namespaces':['*']}]}]}}")
            .replace('\'', '"'),
        FlowSchema.class);
  }

  private static final String EVERY_USER = "{'kind':'User','user':{'name':'*'}}";

  private List<Passage> take(int count, UserInfo user) {
    var passages = new ArrayList<Passage>();
    for (var i = 0; i < count; i++) {
      passages.add(fairness.begin(user, PODS, 1, () -> {}));
    }
    return passages;
  }

  @Test
  void aLevelThatRejectsDoesSoWhenItIsFull() {
    fairness.configure(
        List.of(level("small", "{'nominalConcurrencyShares':5,'limitResponse':{'type':'Reject'}}")),
        List.of(schema("all", 10, "small", EVERY_USER)));
    var jane = user("jane", "dev");
    var passages = take(301, jane); // half of 600 seats; the other half is catch-all's
    assertThat(passages.subList(0, 300)).allMatch(one -> one.state() == State.EXECUTING);
    assertThat(passages.getLast().state()).isEqualTo(State.REFUSED);
    assertThat(passages.getLast().schemaUid()).isEqualTo("uid-of-all");
    assertThat(passages.getLast().levelUid()).isEqualTo("uid-of-small");
    passages.getFirst().end();
    passages.getFirst().end();
    passages.getLast().end();
    assertThat(take(2, jane).stream().map(Passage::state))
        .containsExactly(State.EXECUTING, State.REFUSED);
  }

  @Test
  void whoWaitsGoesOnWhenOthersHaveEnded() {
    fairness.configure(
        List.of(
            level(
                "one",
                "{'nominalConcurrencyShares':0,'limitResponse':{'type':'Queue',"
                    + "'queuing':{'queues':1,'handSize':1,'queueLengthLimit':1}}}")),
        List.of(schema("all", 10, "one", EVERY_USER)));
    fairness.levels().get("one").limit(1);
    var jane = user("jane");
    var told = new ArrayList<String>();
    var first = fairness.begin(jane, PODS, 1, () -> told.add("first"));
    var second = fairness.begin(jane, PODS, 1, () -> told.add("second"));
    var third = fairness.begin(jane, PODS, 1, () -> told.add("third"));
    assertThat(first.state()).isEqualTo(State.EXECUTING);
    assertThat(second.state()).isEqualTo(State.WAITING);
    assertThat(third.state()).isEqualTo(State.REFUSED);
    first.end();
    assertThat(told).containsExactly("second");
    assertThat(second.expire()).isFalse();
    var fourth = fairness.begin(jane, PODS, 1, () -> told.add("fourth"));
    assertThat(fourth.expire()).isTrue();
    second.end();
    fourth.end();
    assertThat(told).containsExactly("second");
    assertThat(fairness.levels().get("one").seatsInUse()).isZero();
    var counts = fairness.counts().get(new PriorityAndFairness.Names("all", "one"));
    assertThat(counts.dispatched.sum()).isEqualTo(2);
    assertThat(counts.queueFull.sum()).isEqualTo(1);
    assertThat(counts.timeOut.sum()).isEqualTo(1);
    assertThat(counts.executing()).isZero();
    assertThat(counts.waiting()).isZero();
  }

  @Test
  void exemptRequestsNeverWait() {
    var admin = user("admin", "system:masters");
    assertThat(take(2000, admin)).allMatch(one -> one.state() == State.EXECUTING);
    assertThat(fairness.levels().get("exempt").seatsInUse()).isEqualTo(2000);
  }

  @Test
  void aSchemaThatDanglesIsPassedOver() {
    fairness.configure(
        BootstrapConfiguration.levels(), List.of(schema("lost", 10, "nowhere", EVERY_USER)));
    var passage = fairness.begin(user("jane", "system:authenticated"), PODS, 1, () -> {});
    assertThat(passage.schemaUid()).isEmpty(); // catch-all, which is imagined
    passage.end();
  }

  @Test
  void noRequestTakesMostOfALevel() {
    var jane = user("jane", "system:authenticated");
    var passage = fairness.begin(jane, PODS, 1000, () -> {});
    assertThat(fairness.levels().get("global-default").seatsInUse()).isEqualTo(8);
    passage.end();
    assertThat(fairness.levels().get("global-default").seatsInUse()).isZero();
  }

  @Test
  void seatsThatAreLentComeBackWhenTheyAreWanted() {
    var jane = user("jane", "system:authenticated");
    var account = user("system:serviceaccount:a:x", "system:serviceaccounts");
    take(500, account);
    now += 10_000_000_000L;
    fairness.divide();
    var lowLimit = fairness.levels().get("workload-low").limit();
    assertThat(lowLimit).isGreaterThan(245);
    take(40, jane);
    now += 10_000_000_000L;
    fairness.divide();
    assertThat(fairness.levels().get("global-default").limit()).isGreaterThanOrEqualTo(40);
    assertThat(fairness.levels().get("workload-low").limit()).isLessThanOrEqualTo(lowLimit);
  }
}
