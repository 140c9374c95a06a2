package io.coxswain.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roles, reviews and impersonation, over the whole way of a request. */
final class AuthorizationTest {
  private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/";
  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/";
  private static final String DEFAULT = RBAC + "namespaces/default/";
  private static final List<Path> KUBECTLS =
      List.of(
          Path.of("/usr/lib/google-cloud-sdk/bin/kubectl.1.33"),
          Path.of("/usr/bin/kubectl"),
          Path.of("/usr/local/bin/kubectl"));

  @TempDir static Path directory;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(directory);
    server
        .admin()
        .post(
            RBAC + "clusterroles",
            "{'metadata':{'name':'pod-reader'},'rules':[{'verbs':['get','list'],"
                + "'apiGroups':[''],'resources':['pods']}]}")
        .isCode(201);
    bind("dev", "pod-reader");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void bind(String user, String role) throws Exception {
    server
        .admin()
        .post(
            DEFAULT + "rolebindings",
            "{'metadata':{'name':'%s-%s'},'roleRef':{'kind':'ClusterRole','name':'%s'},"
                    .formatted(user, role, role)
                + "'subjects':[{'kind':'User','name':'%s'}]}".formatted(user))
        .isCode(201);
    while (!allowed(
        user, "{'verb':'get','resource':'%s','namespace':'default'}".formatted("pods"))) {
      Thread.onSpinWait(); // the cache is a moment behind
    }
  }

  private static boolean allowed(String user, String attributes) throws Exception {
    return server
        .admin()
        .post(
            REVIEWS + "subjectaccessreviews",
            "{'spec':{'user':'%s','resourceAttributes':%s}}".formatted(user, attributes))
        .isCode(201)
        .body()
        .at("/status/allowed")
        .asBoolean();
  }

  @Test
  void whatNoRuleAllowsIsForbiddenInUpstreamsWords() throws Exception {
    var jane = server.as("jane");
    assertThat(jane.get("/api/v1/namespaces/default/pods").isCode(403).message())
        .isEqualTo(
            "pods is forbidden: User \"jane\" cannot list resource \"pods\" in API group \"\" in"
                + " the namespace \"default\"");
    assertThat(jane.get("/api/v1/nodes/n1").isCode(403).message())
        .isEqualTo(
            "nodes \"n1\" is forbidden: User \"jane\" cannot get resource \"nodes\" in API group"
                + " \"\" at the cluster scope");
    assertThat(jane.get("/api/v1/namespaces/default/pods/web/log").isCode(403).message())
        .isEqualTo(
            "pods \"web\" is forbidden: User \"jane\" cannot get resource \"pods/log\" in API group"
                + " \"\" in the namespace \"default\"");
    assertThat(jane.get("/metrics").isCode(403).message())
        .isEqualTo("forbidden: User \"jane\" cannot get path \"/metrics\"");
  }

  @Test
  void whatARuleAllowsIsDone() throws Exception {
    var dev = server.as("dev");
    dev.get("/api/v1/namespaces/default/pods").isCode(200);
    dev.get("/api/v1/namespaces/kube-system/pods").isCode(403);
    dev.get("/api/v1/namespaces/default/services").isCode(403);
    dev.get("/apis/apps/v1").isCode(200);
  }

  @Test
  void strangersSeeHealthAndVersionOnly() throws Exception {
    server.nobody().get("/livez").isCode(200);
    server.nobody().get("/version").isCode(200);
    assertThat(server.nobody().get("/api").isCode(403).message())
        .isEqualTo("forbidden: User \"system:anonymous\" cannot get path \"/api\"");
  }

  @Test
  void reasonsNameTheBinding() throws Exception {
    var review =
        server
            .as("dev")
            .post(
                REVIEWS + "selfsubjectaccessreviews",
                "{'spec':{'resourceAttributes':{'verb':'get','resource':'pods',"
                    + "'namespace':'default'}}}")
            .isCode(201);
    assertThat(review.body().at("/status/reason").asString())
        .isEqualTo(
            "RBAC: allowed by RoleBinding \"dev-pod-reader/default\" of ClusterRole \"pod-reader\""
                + " to User \"dev\"");
  }

  @Test
  void rulesAreListed() throws Exception {
    var review =
        server
            .as("dev")
            .post(REVIEWS + "selfsubjectrulesreviews", "{'spec':{'namespace':'default'}}")
            .isCode(201);
    assertThat(review.body().at("/status/incomplete").asBoolean()).isFalse();
    assertThat(review.body().at("/status/resourceRules").valueStream())
        .anyMatch(
            rule ->
                rule.path("resources").path(0).asString().equals("pods")
                    && rule.path("verbs").size() == 2);
    assertThat(review.body().at("/status/nonResourceRules")).isNotEmpty();
  }

  @Test
  void nobodyGrantsWhatTheyDoNotHold() throws Exception {
    server
        .admin()
        .post(
            DEFAULT + "roles",
            "{'metadata':{'name':'role-writer'},'rules':[{'verbs':['create'],"
                + "'apiGroups':['rbac.authorization.k8s.io'],"
                + "'resources':['roles','rolebindings']}]}")
        .isCode(201);
    server
        .admin()
        .post(
            DEFAULT + "rolebindings",
            "{'metadata':{'name':'granter'},'roleRef':{'kind':'Role','name':'role-writer'},"
                + "'subjects':[{'kind':'User','name':'granter'}]}")
        .isCode(201);
    bind("granter", "pod-reader");
    var granter = server.as("granter");
    var refused =
        granter
            .post(
                DEFAULT + "roles",
                "{'metadata':{'name':'x'},'rules':[{'verbs':['get'],'apiGroups':[''],"
                    + "'resources':['pods','secrets']}]}")
            .isCode(403);
    assertThat(refused.message())
        .isEqualTo(
            "roles.rbac.authorization.k8s.io \"x\" is forbidden: user \"granter\""
                + " (groups=[\"system:authenticated\"]) is attempting to grant RBAC permissions not"
                + " currently held:\n"
                + "{APIGroups:[\"\"], Resources:[\"secrets\"], Verbs:[\"get\"]}");
    granter
        .post(
            DEFAULT + "roles",
            "{'metadata':{'name':'x'},'rules':[{'verbs':['get'],'apiGroups':[''],"
                + "'resources':['pods']}]}")
        .isCode(201);
    var body = "{'metadata':{'name':'x'},'roleRef':{'kind':'ClusterRole','name':'%s'}}";
    assertThat(
            granter
                .post(DEFAULT + "rolebindings", body.formatted("cluster-admin"))
                .isCode(403)
                .message())
        .startsWith(
            "rolebindings.rbac.authorization.k8s.io \"x\" is forbidden: user \"granter\""
                + " (groups=[\"system:authenticated\"]) is attempting to grant")
        .endsWith(
            "{APIGroups:[\"*\"], Resources:[\"*\"], Verbs:[\"*\"]}\n"
                + "{NonResourceURLs:[\"*\"], Verbs:[\"*\"]}");
    assertThat(granter.post(DEFAULT + "rolebindings", body.formatted("gone")).isCode(404).message())
        .isEqualTo("clusterrole.rbac.authorization.k8s.io \"gone\" not found");
    granter.post(DEFAULT + "rolebindings", body.formatted("pod-reader")).isCode(201);
  }

  @Test
  void onlyThoseWhoMayImpersonate() throws Exception {
    // the administrator's identity is put on by impersonation, so a second one can't be tried
    // through it: the anonymous user stands for those who may not
    assertThat(
            server.nobody().with("Impersonate-User", "jane").get("/version").isCode(403).message())
        .isEqualTo(
            "users \"jane\" is forbidden: User \"system:anonymous\" cannot impersonate resource"
                + " \"users\" in API group \"\" at the cluster scope");
    var who =
        server
            .as("jane", "dev", "ops")
            .with("Impersonate-Uid", "7")
            .post("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}")
            .isCode(201);
    assertThat(who.body().at("/status/userInfo").toString())
        .isEqualTo(
            "{\"username\":\"jane\",\"uid\":\"7\",\"groups\":[\"dev\",\"ops\","
                + "\"system:authenticated\"]}");
  }

  @Test
  void realKubectlAsksAndCreates() throws Exception {
    var kubectl = KUBECTLS.stream().filter(Files::isExecutable).findFirst();
    Assumptions.assumeTrue(kubectl.isPresent(), "no kubectl on this machine");
    assertThat(run(kubectl.get(), "auth", "can-i", "list", "pods", "--as", "dev")).isEqualTo("yes");
    assertThat(run(kubectl.get(), "auth", "can-i", "create", "pods", "--as", "dev"))
        .isEqualTo("no");
    assertThat(run(kubectl.get(), "auth", "can-i", "--list", "--as", "dev"))
        .containsPattern("pods +\\[] +\\[] +\\[get list]");
    assertThat(run(kubectl.get(), "auth", "whoami", "--as", "dev"))
        .containsPattern("Username +dev");
    assertThat(
            run(kubectl.get(), "create", "clusterrole", "k", "--verb=get", "--resource=pods/log"))
        .isEqualTo("clusterrole.rbac.authorization.k8s.io/k created");
    assertThat(
            run(kubectl.get(), "create", "clusterrolebinding", "k", "--clusterrole=k", "--user=u"))
        .isEqualTo("clusterrolebinding.rbac.authorization.k8s.io/k created");
    assertThat(run(kubectl.get(), "get", "clusterrolebinding", "k", "-o", "wide"))
        .containsPattern("NAME +ROLE +AGE +USERS +GROUPS +SERVICEACCOUNTS")
        .containsPattern("k +ClusterRole/k +\\w+ +u");
  }

  private static String run(Path kubectl, String... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(kubectl.toString());
    command.add("--kubeconfig=" + server.kubeconfig());
    command.add("--cache-dir=" + directory.resolve("kubectl-cache"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output.strip();
  }
}
