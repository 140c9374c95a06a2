package io.coxswain.kubectl;

import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.verb.AnnotateVerb;
import io.coxswain.kubectl.verb.ApiResourcesVerb;
import io.coxswain.kubectl.verb.ApiVersionsVerb;
import io.coxswain.kubectl.verb.ApplyVerb;
import io.coxswain.kubectl.verb.AttachVerb;
import io.coxswain.kubectl.verb.AuthReconcileVerb;
import io.coxswain.kubectl.verb.AuthVerb;
import io.coxswain.kubectl.verb.AutoscaleVerb;
import io.coxswain.kubectl.verb.CertificateVerb;
import io.coxswain.kubectl.verb.ClusterInfoDumpVerb;
import io.coxswain.kubectl.verb.ClusterInfoVerb;
import io.coxswain.kubectl.verb.CompletionVerb;
import io.coxswain.kubectl.verb.ConfigChangeVerb;
import io.coxswain.kubectl.verb.ConfigVerb;
import io.coxswain.kubectl.verb.CopyVerb;
import io.coxswain.kubectl.verb.CordonVerb;
import io.coxswain.kubectl.verb.CreateConfigMapVerb;
import io.coxswain.kubectl.verb.CreateCronJobVerb;
import io.coxswain.kubectl.verb.CreateDeploymentVerb;
import io.coxswain.kubectl.verb.CreateIngressVerb;
import io.coxswain.kubectl.verb.CreateJobVerb;
import io.coxswain.kubectl.verb.CreateNamespaceVerb;
import io.coxswain.kubectl.verb.CreatePodDisruptionBudgetVerb;
import io.coxswain.kubectl.verb.CreatePriorityClassVerb;
import io.coxswain.kubectl.verb.CreateQuotaVerb;
import io.coxswain.kubectl.verb.CreateRoleBindingVerb;
import io.coxswain.kubectl.verb.CreateRoleVerb;
import io.coxswain.kubectl.verb.CreateSecretVerb;
import io.coxswain.kubectl.verb.CreateServiceAccountVerb;
import io.coxswain.kubectl.verb.CreateServiceVerb;
import io.coxswain.kubectl.verb.CreateTokenVerb;
import io.coxswain.kubectl.verb.CreateVerb;
import io.coxswain.kubectl.verb.DebugVerb;
import io.coxswain.kubectl.verb.DeleteVerb;
import io.coxswain.kubectl.verb.DescribeVerb;
import io.coxswain.kubectl.verb.DiffVerb;
import io.coxswain.kubectl.verb.DrainVerb;
import io.coxswain.kubectl.verb.EditLastAppliedVerb;
import io.coxswain.kubectl.verb.EditVerb;
import io.coxswain.kubectl.verb.EventsVerb;
import io.coxswain.kubectl.verb.ExecVerb;
import io.coxswain.kubectl.verb.ExplainVerb;
import io.coxswain.kubectl.verb.ExposeVerb;
import io.coxswain.kubectl.verb.GetVerb;
import io.coxswain.kubectl.verb.KustomizeVerb;
import io.coxswain.kubectl.verb.LabelVerb;
import io.coxswain.kubectl.verb.LastAppliedVerb;
import io.coxswain.kubectl.verb.LogsVerb;
import io.coxswain.kubectl.verb.OptionsVerb;
import io.coxswain.kubectl.verb.PatchVerb;
import io.coxswain.kubectl.verb.PluginVerb;
import io.coxswain.kubectl.verb.PortForwardVerb;
import io.coxswain.kubectl.verb.ProxyVerb;
import io.coxswain.kubectl.verb.ReplaceVerb;
import io.coxswain.kubectl.verb.RolloutHistoryVerb;
import io.coxswain.kubectl.verb.RolloutPauseVerb;
import io.coxswain.kubectl.verb.RolloutRestartVerb;
import io.coxswain.kubectl.verb.RolloutStatusVerb;
import io.coxswain.kubectl.verb.RolloutUndoVerb;
import io.coxswain.kubectl.verb.RunVerb;
import io.coxswain.kubectl.verb.ScaleVerb;
import io.coxswain.kubectl.verb.SetEnvVerb;
import io.coxswain.kubectl.verb.SetImageVerb;
import io.coxswain.kubectl.verb.SetResourcesVerb;
import io.coxswain.kubectl.verb.SetSelectorVerb;
import io.coxswain.kubectl.verb.SetServiceAccountVerb;
import io.coxswain.kubectl.verb.SetSubjectVerb;
import io.coxswain.kubectl.verb.TaintVerb;
import io.coxswain.kubectl.verb.TopVerb;
import io.coxswain.kubectl.verb.VersionVerb;
import io.coxswain.kubectl.verb.WaitVerb;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The verbs by name. A switch, so that only the class of the one that runs is loaded. */
final class VerbCatalog {
  private static final Set<String> GROUPS =
      Set.of(
          "apply",
          "auth",
          "certificate",
          "cluster-info",
          "config",
          "create",
          "plugin",
          "rollout",
          "set",
          "top");

  /** Name and summary of the groups that are no verbs themselves, and of what help is. */
  private static final String GROUP_SUMMARIES =
      """
      auth|Ask who we are and what is allowed, or reconcile RBAC objects
      certificate|Decide about certificate signing requests
      config|Show and change kubeconfig files
      help|Explain a verb
      plugin|Programs that are found as verbs
      rollout|Follow and steer the rollout of a workload
      set|Change single fields of objects
      top|Show what nodes and pods use
      """;

  /** Name and summary of each verb, in the order of the overview. */
  private static final String SUMMARIES =
      """
      create|Create objects from files or standard input
      create clusterrole|Create a ClusterRole
      create clusterrolebinding|Create a ClusterRoleBinding
      create configmap|Create a ConfigMap from files and literals
      create cronjob|Create a CronJob
      create deployment|Create a Deployment
      create ingress|Create an Ingress
      create job|Create a Job from an image or a CronJob
      create namespace|Create a Namespace
      create poddisruptionbudget|Create a PodDisruptionBudget
      create priorityclass|Create a PriorityClass
      create quota|Create a ResourceQuota
      create role|Create a Role
      create rolebinding|Create a RoleBinding
      create secret|Create a Secret: create secret docker-registry|generic|tls NAME
      create service|Create a Service: create service clusterip|nodeport|loadbalancer|externalname NAME
      create serviceaccount|Create a ServiceAccount
      create token|Ask for a token of a ServiceAccount
      expose|Create a Service for a workload, pod or Service
      run|Run an image in a pod
      set env|Change environment variables of containers
      set image|Change images of containers
      set selector|Change the selector of Services
      set serviceaccount|Change the ServiceAccount of pod templates
      set subject|Add subjects to role bindings
      set resources|Change requests and limits of containers
      explain|Explain a kind or a field
      get|Show objects
      edit|Change objects in an editor
      delete|Delete objects
      rollout history|Show the revisions of a workload
      rollout pause|Stop a Deployment from rolling out changes
      rollout restart|Replace all pods of a workload
      rollout resume|Let a paused Deployment roll out again
      rollout status|Follow a rollout
      rollout undo|Go back to an earlier revision
      autoscale|Scale a workload by its use of CPU and memory
      scale|Set the number of replicas
      api-resources|List the resources that the server serves
      api-versions|List the group versions that the server serves
      certificate approve|Approve certificate signing requests
      certificate deny|Deny certificate signing requests
      cluster-info|Say where the control plane is
      cluster-info dump|Write what helps to find out what is wrong with a cluster
      cordon|Let no more pods onto a node
      uncordon|Let pods onto a node again
      drain|Evict the pods of a node
      top node|Show what nodes use
      top pod|Show what pods use
      taint|Change the taints of nodes
      describe|Describe objects together with what belongs to them
      logs|Print the logs of containers
      attach|Attach to a running container
      exec|Run a command in a container
      port-forward|Forward local ports to a pod
      proxy|Serve the API on a local port
      cp|Copy files to and from containers
      debug|Look into a pod or a node with a container of its own
      events|List events
      auth can-i|Ask whether something is allowed
      auth reconcile|Unite RBAC objects with what files say
      auth whoami|Ask who we are
      apply|Make objects what files say
      apply edit-last-applied|Change what apply remembers of objects in an editor
      apply set-last-applied|Write what apply remembers of an object anew
      apply view-last-applied|Show what apply remembers of an object
      diff|Show what apply would change
      patch|Change fields of objects
      replace|Replace objects by what files say
      wait|Wait for a condition of objects
      kustomize|Print the objects that a kustomization means
      label|Change labels
      annotate|Change annotations
      completion|Print a script that completes command lines in a shell
      config current-context|Print the current context
      config delete-cluster|Take a cluster out of the kubeconfig
      config delete-context|Take a context out of the kubeconfig
      config delete-user|Take a user out of the kubeconfig
      config get-clusters|List the clusters of the kubeconfig
      config get-contexts|List the contexts of the kubeconfig
      config get-users|List the users of the kubeconfig
      config rename-context|Rename a context
      config set|Set a property: config set clusters.NAME.server https://...
      config set-cluster|Change a cluster of the kubeconfig
      config set-context|Change a context: config set-context NAME|--current [--namespace N]
      config set-credentials|Change a user of the kubeconfig
      config unset|Take a property, or a whole entry, out of the kubeconfig
      config use-context|Choose the current context
      config view|Print the kubeconfig
      options|List the flags of every verb
      plugin list|List the plugins in the PATH
      version|Print the versions of kubectl and of the server
      """;

  private VerbCatalog() {}

  /** Has the verb verbs of its own? */
  static boolean isGroup(String name) {
    return GROUPS.contains(name);
  }

  static @Nullable Verb find(String name) {
    var space = name.indexOf(' ');
    return space < 0 ? verb(name) : subverb(name.substring(0, space), name.substring(space + 1));
  }

  private static @Nullable Verb verb(String name) {
    return switch (name) {
      case "get" -> new GetVerb();
      case "apply" -> new ApplyVerb();
      case "create" -> new CreateVerb();
      case "delete" -> new DeleteVerb();
      case "describe" -> new DescribeVerb();
      case "logs", "log" -> new LogsVerb();
      case "exec" -> new ExecVerb();
      case "attach" -> new AttachVerb();
      case "port-forward" -> new PortForwardVerb();
      case "scale" -> new ScaleVerb();
      case "label" -> new LabelVerb();
      case "annotate" -> new AnnotateVerb();
      case "cordon" -> new CordonVerb(true);
      case "uncordon" -> new CordonVerb(false);
      case "drain" -> new DrainVerb();
      case "taint" -> new TaintVerb();
      case "run" -> new RunVerb();
      case "expose" -> new ExposeVerb();
      case "patch" -> new PatchVerb();
      case "diff" -> new DiffVerb();
      case "autoscale" -> new AutoscaleVerb();
      case "events" -> new EventsVerb();
      case "cp" -> new CopyVerb();
      case "debug" -> new DebugVerb();
      case "proxy" -> new ProxyVerb();
      case "options" -> new OptionsVerb();
      case "edit" -> new EditVerb();
      case "replace" -> new ReplaceVerb();
      case "wait" -> new WaitVerb();
      case "kustomize" -> new KustomizeVerb();
      case "explain" -> new ExplainVerb();
      case "api-resources" -> new ApiResourcesVerb();
      case "api-versions" -> new ApiVersionsVerb();
      case "version" -> new VersionVerb();
      case "cluster-info" -> new ClusterInfoVerb();
      case "completion" -> new CompletionVerb();
      default -> null;
    };
  }

  private static @Nullable Verb subverb(String group, String name) {
    return switch (group) {
      case "create" -> generator(name);
      case "apply" ->
          switch (name) {
            case "view-last-applied" -> new LastAppliedVerb(true);
            case "set-last-applied" -> new LastAppliedVerb(false);
            case "edit-last-applied" -> new EditLastAppliedVerb();
            default -> null;
          };
      case "cluster-info" -> name.equals("dump") ? new ClusterInfoDumpVerb() : null;
      case "rollout" ->
          switch (name) {
            case "status" -> new RolloutStatusVerb();
            case "history" -> new RolloutHistoryVerb();
            case "undo" -> new RolloutUndoVerb();
            case "pause" -> new RolloutPauseVerb(true);
            case "resume" -> new RolloutPauseVerb(false);
            case "restart" -> new RolloutRestartVerb();
            default -> null;
          };
      case "set" ->
          switch (name) {
            case "image" -> new SetImageVerb();
            case "env" -> new SetEnvVerb();
            case "selector" -> new SetSelectorVerb();
            case "serviceaccount", "sa" -> new SetServiceAccountVerb();
            case "subject" -> new SetSubjectVerb();
            case "resources" -> new SetResourcesVerb();
            default -> null;
          };
      case "config" ->
          switch (name) {
            case "view", "current-context", "get-contexts", "get-clusters", "get-users" ->
                new ConfigVerb(name);
            case "set",
                "unset",
                "set-cluster",
                "set-context",
                "set-credentials",
                "use-context",
                "rename-context",
                "delete-cluster",
                "delete-context",
                "delete-user" ->
                new ConfigChangeVerb(name);
            case "use" -> new ConfigChangeVerb("use-context");
            default -> null;
          };
      case "top" ->
          switch (name) {
            case "node", "nodes", "no" -> new TopVerb(true);
            case "pod", "pods", "po" -> new TopVerb(false);
            default -> null;
          };
      case "certificate" ->
          switch (name) {
            case "approve" -> new CertificateVerb(true);
            case "deny" -> new CertificateVerb(false);
            default -> null;
          };
      case "plugin" -> name.equals("list") ? new PluginVerb() : null;
      case "auth" ->
          switch (name) {
            case "whoami" -> new AuthVerb(true);
            case "can-i" -> new AuthVerb(false);
            case "reconcile" -> new AuthReconcileVerb();
            default -> null;
          };
      default -> null;
    };
  }

  private static @Nullable Verb generator(String name) {
    return switch (name) {
      case "deployment", "deploy", "dep" -> new CreateDeploymentVerb();
      case "namespace", "ns" -> new CreateNamespaceVerb();
      case "configmap", "cm" -> new CreateConfigMapVerb();
      case "secret" -> new CreateSecretVerb();
      case "job" -> new CreateJobVerb();
      case "cronjob", "cj" -> new CreateCronJobVerb();
      case "role" -> new CreateRoleVerb(false);
      case "clusterrole" -> new CreateRoleVerb(true);
      case "rolebinding" -> new CreateRoleBindingVerb(false);
      case "clusterrolebinding" -> new CreateRoleBindingVerb(true);
      case "quota", "resourcequota" -> new CreateQuotaVerb();
      case "poddisruptionbudget", "pdb" -> new CreatePodDisruptionBudgetVerb();
      case "ingress", "ing" -> new CreateIngressVerb();
      case "priorityclass", "pc" -> new CreatePriorityClassVerb();
      case "service", "svc" -> new CreateServiceVerb();
      case "serviceaccount", "sa" -> new CreateServiceAccountVerb();
      case "token" -> new CreateTokenVerb();
      default -> null;
    };
  }

  static String usage() {
    return "kubectl controls a Kubernetes cluster.\n\nVerbs:\n"
        + lines("")
        + "\nUse \"kubectl <verb> --help\" for more about a verb.\n";
  }

  /** The verbs right below a group, or those of the first level where it is empty. */
  static Map<String, String> below(String group) {
    var prefix = group.isEmpty() ? "" : group + " ";
    var verbs = new HashMap<String, String>();
    (group.isEmpty() ? GROUP_SUMMARIES + SUMMARIES : SUMMARIES)
        .lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()).split("\\|", 2))
        .filter(parts -> !parts[0].contains(" "))
        .forEach(parts -> verbs.put(parts[0], parts[1]));
    return verbs;
  }

  static String usage(String group) {
    return "Verbs of \"kubectl " + group + "\":\n" + lines(group + " ");
  }

  private static String lines(String prefix) {
    return SUMMARIES
        .lines()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.split("\\|", 2))
        .map(parts -> "  %-30s%s\n".formatted(parts[0], parts[1]))
        .collect(Collectors.joining());
  }

  /** The summary of one verb as the first line of its help. */
  static String summary(String name) {
    return SUMMARIES
        .lines()
        .filter(line -> line.startsWith(name + "|"))
        .map(line -> line.substring(name.length() + 1) + ".\n\n")
        .findFirst()
        .orElse("");
  }
}
