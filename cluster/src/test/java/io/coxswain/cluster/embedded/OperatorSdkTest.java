package io.coxswain.cluster.embedded;

import static io.coxswain.cluster.embedded.Fabric8.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An operator written with the Java Operator SDK, as its users write them: a custom resource, a
 * dependent resource that is applied on the server, a finalizer, status, leader election.
 */
class OperatorSdkTest {
  @RegisterExtension
  static final CoxswainExtension cluster =
      new CoxswainExtension(EmbeddedOptions.defaults().withNodes(0));

  private KubernetesClient client;
  private Operator operator;
  private final BoatReconciler reconciler = new BoatReconciler();

  /** What is asked for. */
  public static final class BoatSpec {
    private int oars;

    public int getOars() {
      return oars;
    }

    public void setOars(int oars) {
      this.oars = oars;
    }
  }

  /** What is there. */
  public static final class BoatStatus {
    private int rowers;
    private long observedGeneration;

    public int getRowers() {
      return rowers;
    }

    public void setRowers(int rowers) {
      this.rowers = rowers;
    }

    public long getObservedGeneration() {
      return observedGeneration;
    }

    public void setObservedGeneration(long observedGeneration) {
      this.observedGeneration = observedGeneration;
    }
  }

  /** The custom resource. */
  @Group("example.com")
  @Version("v1")
  public static final class Boat extends CustomResource<BoatSpec, BoatStatus>
      implements Namespaced {
    private static final long serialVersionUID = 1L;
  }

  /** A ConfigMap for each boat; without being told so, the SDK does not apply these. */
  @KubernetesDependent(useSSA = BooleanWithUndefined.TRUE)
  public static final class Crew extends CRUDKubernetesDependentResource<ConfigMap, Boat> {
    public Crew() {
      super(ConfigMap.class);
    }

    @Override
    protected ConfigMap desired(Boat boat, Context<Boat> context) {
      return new ConfigMapBuilder()
          .withNewMetadata()
          .withName(boat.getMetadata().getName() + "-crew")
          .withNamespace(boat.getMetadata().getNamespace())
          .endMetadata()
          .addToData("rowers", Integer.toString(boat.getSpec().getOars()))
          .build();
    }
  }

  /** The operator's logic. */
  @Workflow(dependents = @Dependent(type = Crew.class))
  @ControllerConfiguration(name = "boats")
  public static final class BoatReconciler implements Reconciler<Boat>, Cleaner<Boat> {
    private final List<String> cleaned = new CopyOnWriteArrayList<>();

    @Override
    public UpdateControl<Boat> reconcile(Boat boat, Context<Boat> context) {
      var crew = context.getSecondaryResource(ConfigMap.class).orElseThrow();
      var status = new BoatStatus();
      status.setRowers(Integer.parseInt(crew.getData().get("rowers")));
      status.setObservedGeneration(boat.getMetadata().getGeneration());
      var patch = new Boat();
      patch.setMetadata(
          new ObjectMetaBuilder()
              .withName(boat.getMetadata().getName())
              .withNamespace(boat.getMetadata().getNamespace())
              .build());
      patch.setStatus(status);
      return UpdateControl.patchStatus(patch);
    }

    @Override
    public DeleteControl cleanup(Boat boat, Context<Boat> context) {
      cleaned.add(boat.getMetadata().getName());
      return DeleteControl.defaultDelete();
    }
  }

  @BeforeEach
  void start() {
    client = Fabric8.client(cluster);
    Fabric8.defineBoats(client);
    operator =
        new Operator(
            overrides ->
                overrides
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withLeaderElectionConfiguration(
                        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(
                                "boat-operator")
                            .withLeaseNamespace("default")
                            .withIdentity("first")
                            .withExitOnStopLeading(false) // this JVM has more to do
                            .build()));
    operator.register(reconciler);
    operator.start();
  }

  @AfterEach
  void stop() {
    operator.stop();
    client.close();
  }

  @Test
  void anOperatorLives() throws Exception {
    var boats = client.resources(Boat.class).inNamespace("default");
    var crews = client.configMaps().inNamespace("default");
    await("first", this::leader);

    boats.resource(boat(4)).create();
    await(4, () -> rowers(boats.withName("eight").get()));
    var made = boats.withName("eight").get();
    assertThat(made.getMetadata().getFinalizers()).containsExactly("boats.example.com/finalizer");
    assertThat(made.getStatus().getObservedGeneration()).isEqualTo(1);
    var crew = crews.withName("eight-crew").get();
    assertThat(crew.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getUid()).isEqualTo(made.getMetadata().getUid()));
    assertThat(crew.getMetadata().getManagedFields())
        .extracting(ManagedFieldsEntry::getManager, ManagedFieldsEntry::getOperation)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("boats", "Apply"));

    boats
        .withName("eight")
        .edit(
            boat -> {
              boat.getSpec().setOars(8);
              return boat;
            });
    await(8, () -> rowers(boats.withName("eight").get()));
    assertThat(crews.withName("eight-crew").get().getData()).isEqualTo(Map.of("rowers", "8"));

    crews.withName("eight-crew").delete(); // the operator sees it and makes another
    await(true, () -> crews.withName("eight-crew").get() != null);
    crews
        .withName("eight-crew")
        .edit(
            map -> {
              map.getData().put("rowers", "1");
              return map;
            });
    await("8", () -> crews.withName("eight-crew").get().getData().get("rowers"));

    boats.withName("eight").delete();
    await(true, () -> boats.withName("eight").get() == null);
    assertThat(reconciler.cleaned).containsExactly("eight");
  }

  private String leader() {
    var lease = client.leases().inNamespace("default").withName("boat-operator").get();
    return lease == null ? "" : lease.getSpec().getHolderIdentity();
  }

  private static Boat boat(int oars) {
    var boat = new Boat();
    boat.setMetadata(new ObjectMetaBuilder().withName("eight").build());
    var spec = new BoatSpec();
    spec.setOars(oars);
    boat.setSpec(spec);
    return boat;
  }

  private static Integer rowers(Boat boat) {
    return boat.getStatus() == null ? null : boat.getStatus().getRowers();
  }
}
